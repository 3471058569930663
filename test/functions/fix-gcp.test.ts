import { afterEach, describe, expect, test } from 'vitest';
import rule from '#rules/gcp/gke/gke-authorized-networks-off';
import { generateGcpEstate } from '../sim/gcp/generate.ts';
import { atEachDeath, sceneOn } from './fix-scene.ts';
import { gkeStand, reader, remediator, type GkeStand, type GkeWay } from './fix-stand-gke.ts';
import { policyWith } from './fix-stand.ts';

const allowed = ['198.51.100.0/24', '203.0.113.7/32'];
const policy = policyWith({ [rule.id]: { params: { allowedCidrs: allowed } } });
const estate = generateGcpEstate({ seed: 7, clusters: 4 });
const write = 'container:UpdateCluster';

let stand: GkeStand;
afterEach(() => stand.close());

const opened = async (way: GkeWay = {}) => (stand = await gkeStand(estate, rule, policy, way));

/** Who asked for a change of a cluster, with the status of gRPC. */
const writers = ({ cloud: { sim } }: GkeStand) =>
  sim.calls
    .filter(({ operation, by }) => operation === write && by !== undefined)
    .map(({ by, status }) => [by, status]);

describe('a fix of GKE in the stack', () => {
  test('what was approved is applied while its operation runs, verified, and undone again, all by the remediator', async () => {
    await opened({ looks: 6 });
    const { approved, remediation, acts, status } = sceneOn(stand);
    const asked = await approved();
    const { id } = asked.plan.resource;
    const before = await stand.cloud.networksOf(id);
    const ended = await stand.run(asked.order);
    expect([ended.status, ended.output['is'], ended.output['state']]).toEqual(['SUCCEEDED', 'ended', 'done']);
    expect(await stand.cloud.networksOf(id)).toEqual(allowed);
    const applied = await remediation(asked);
    expect(applied).toMatchObject({ stillOpen: false, left: 'changed' });
    expect(applied.requests).toEqual(['operation-1']);
    await stand.sweep();
    expect(await status(asked)).toBe('resolved');

    const undone = await stand.run({ ...asked.order, do: 'undo', by: 'bob@example.com' });
    expect([undone.status, undone.output['state']]).toEqual(['SUCCEEDED', 'undone']);
    expect(await stand.cloud.networksOf(id)).toEqual(before);
    expect(writers(stand)).toEqual([
      [remediator, 0],
      [remediator, 0],
    ]);
    expect((await acts(asked)).filter((it) => /^(?:sends|waits for|found|undo|undone|done)/.test(it))).toEqual([
      ...['sends step 1', 'waits for step 1', 'found step 1 made', 'done', 'undo asked'],
      ...['sends undoing step 1', 'waits for undoing step 1', 'found undoing step 1 made', 'undone'],
    ]);
  });

  test('a change of somebody between plan and approval is refused, with a new plan', async () => {
    await opened();
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    const { id } = asked.plan.resource;
    await stand.cloud.allows(id, ['0.0.0.0/2']);
    await stand.run(asked.order);
    const refused = await remediation(asked);
    expect([refused.state, refused.code, refused.left]).toEqual(['refused', 'changed', 'unchanged']);
    const next = await stand.memory.remediations.get(refused.next ?? '');
    expect(next?.remediation.state).toBe('proposed');
    expect([await stand.cloud.networksOf(id), writers(stand)]).toEqual([['0.0.0.0/2'], []]);
  });

  test('who may not write has changed nothing, and is told which right it takes', async () => {
    await opened({ lacks: ['container.clusters.update'] });
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    const { id } = asked.plan.resource;
    const before = await stand.cloud.networksOf(id);
    await stand.run(asked.order);
    const failed = await remediation(asked);
    expect([failed.state, failed.left, failed.code]).toEqual(['failed', 'unchanged', '7']);
    expect(failed.why).toContain('Required "container.clusters.update" permission');
    expect(await stand.cloud.networksOf(id)).toEqual(before);
    expect(writers(stand)).toEqual([[remediator, 7]]);
  });

  test('who may not look at operations has sent it once, and the cluster tells what came of it', async () => {
    await opened({ lacks: ['container.operations.get'] });
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    await stand.run(asked.order);
    expect(await remediation(asked)).toMatchObject({ state: 'done', stillOpen: false });
    expect([await stand.cloud.networksOf(asked.plan.resource.id), writers(stand)]).toEqual([
      allowed,
      [[remediator, 0]],
    ]);
  });

  test('where nobody is named who may change something, nothing is sent, and it is said what to do', async () => {
    await opened({ named: null });
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    await stand.run(asked.order);
    const failed = await remediation(asked);
    expect([failed.state, failed.left, failed.code]).toEqual(['failed', 'unchanged', 'NoRemediator']);
    expect(failed.why).toContain('shoalwatch onboard gcp --remediator');
    expect(writers(stand)).toEqual([]);
  });

  test('a service account that the role may not act as changes nothing, and the right for it is told', async () => {
    await opened({ serviceAccounts: [reader] });
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    await stand.run(asked.order);
    const refused = await remediation(asked);
    expect([refused.state, refused.code, refused.left]).toEqual(['refused', 'unread', 'unchanged']);
    expect(refused.why).toContain('iam.serviceAccounts.getAccessToken');
    expect(writers(stand)).toEqual([]);
  });
});

test('a function that dies at any step, while the operation of Google runs, comes again to the same end, and sends once', async () => {
  await opened();
  const steps = await atEachDeath(
    () => gkeStand(estate, rule, policy, { looks: 6 }),
    async (own, asked, at) => {
      const { state, stillOpen } = await sceneOn(own).remediation(asked);
      expect([at, state, stillOpen]).toEqual([at, 'done', false]);
      const taken = own.cloud.sim.calls.filter(({ operation, status }) => operation === write && status === 0);
      expect([at, taken.length]).toEqual([at, 1]);
    },
  );
  expect(steps).toBeGreaterThan(5);
}, 240_000);
