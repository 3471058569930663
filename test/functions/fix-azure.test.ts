import { ContainerServiceClient } from '@azure/arm-containerservice';
import { afterEach, describe, expect, test } from 'vitest';
import rule from '#rules/azure/aks/aks-api-public-unrestricted';
import { estateOf } from '../clouds/azure/audit.ts';
import { atEachDeath, sceneOn, type Asked } from './fix-scene.ts';
import { aksStand, reader, remediator, type AksStand, type AksWay } from './fix-stand-aks.ts';
import { policyWith } from './fix-stand.ts';

const allowed = ['198.51.100.0/24', '203.0.113.7/32'];
const policy = policyWith({ [rule.id]: { params: { allowedCidrs: allowed } } });
const estate = estateOf({ seed: 7, clusters: 3 });
const write = 'containerservice:managedClusters.createOrUpdate';

let stand: AksStand;
afterEach(() => stand.close());

const opened = async (way: AksWay = {}) => (stand = await aksStand(estate, rule, policy, way));

/** The client of somebody who may do everything. */
function aks({ cloud: { sim } }: AksStand, { plan }: Pick<Asked, 'plan'>) {
  const [, , subscription = '', , group = '', , , , name = ''] = plan.resource.id.split('/');
  const options = { endpoint: sim.url, tlsOptions: { ca: sim.ca }, retryOptions: { maxRetries: 0 } };
  const { managedClusters } = new ContainerServiceClient(sim.credential, subscription, options);
  return {
    ranges: async () => (await managedClusters.get(group, name)).apiServerAccessProfile?.authorizedIPRanges ?? [],
    async allow(authorizedIPRanges: string[]) {
      const now = await managedClusters.get(group, name);
      const apiServerAccessProfile = { ...now.apiServerAccessProfile, authorizedIPRanges };
      await managedClusters.createOrUpdate(group, name, { ...now, apiServerAccessProfile }, { updateIntervalInMs: 1 });
    },
  };
}

/** Who wrote to the cluster, and how often it was taken. */
const writers = ({ cloud: { sim } }: AksStand) =>
  sim.calls
    .filter(({ operation, by }) => operation === write && by !== undefined)
    .map(({ by, status }) => [by, status]);

describe('a fix of AKS in the stack', () => {
  test('what was approved is applied while its operation runs, verified, and undone again, all by the remediator', async () => {
    await opened({ looks: 40 });
    const { approved, remediation, acts, status } = sceneOn(stand);
    const asked = await approved();
    const before = await aks(stand, asked).ranges();
    const ended = await stand.run(asked.order);
    expect([ended.status, ended.output['is'], ended.output['state']]).toEqual(['SUCCEEDED', 'ended', 'done']);
    expect(await aks(stand, asked).ranges()).toEqual(allowed);
    const applied = await remediation(asked);
    expect(applied).toMatchObject({ stillOpen: false, left: 'changed' });
    expect(applied.requests.length).toBeGreaterThan(0);
    expect(stand.waits.length).toBeGreaterThan(0);
    await stand.sweep();
    expect(await status(asked)).toBe('resolved');

    const undone = await stand.run({ ...asked.order, do: 'undo', by: 'bob@example.com' });
    expect([undone.status, undone.output['state']]).toEqual(['SUCCEEDED', 'undone']);
    expect(await aks(stand, asked).ranges()).toEqual(before);
    expect(writers(stand)).toEqual([
      [remediator, 200],
      [remediator, 200],
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
    await aks(stand, asked).allow(['0.0.0.0/2']);
    await stand.run(asked.order);
    const refused = await remediation(asked);
    expect([refused.state, refused.code, refused.left]).toEqual(['refused', 'changed', 'unchanged']);
    const next = await stand.memory.remediations.get(refused.next ?? '');
    expect(next?.remediation.state).toBe('proposed');
    expect([await aks(stand, asked).ranges(), writers(stand)]).toEqual([['0.0.0.0/2'], []]);
  });

  test('who may not write has changed nothing, and is told which right it takes', async () => {
    await opened({ lacks: ['Microsoft.ContainerService/managedClusters/write'] });
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    const before = await aks(stand, asked).ranges();
    await stand.run(asked.order);
    const failed = await remediation(asked);
    expect([failed.state, failed.left, failed.code]).toEqual(['failed', 'unchanged', 'AuthorizationFailed']);
    expect(failed.why).toContain("perform action 'Microsoft.ContainerService/managedClusters/write'");
    expect(await aks(stand, asked).ranges()).toEqual(before);
    expect(writers(stand)).toEqual([[remediator, 403]]);
  });

  test('who may write the cluster, and not join the subnets that it names, is told that right', async () => {
    const join = 'Microsoft.Network/virtualNetworks/subnets/join/action';
    await opened({ lacks: [join] });
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    await stand.run(asked.order);
    const failed = await remediation(asked);
    expect([failed.state, failed.left, failed.code]).toEqual(['failed', 'unchanged', 'LinkedAuthorizationFailed']);
    expect(failed.why).toContain(`It takes ${join}.`);
  });

  test('who may not look at operations has sent it once, and the cluster tells what came of it', async () => {
    await opened({ looks: 4, lacks: ['Microsoft.ContainerService/locations/operations/read'] });
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    await stand.run(asked.order);
    expect(await remediation(asked)).toMatchObject({ state: 'done', stillOpen: false });
    expect([await aks(stand, asked).ranges(), writers(stand)]).toEqual([allowed, [[remediator, 200]]]);
  });

  test('where nobody is named who may change something, nothing is sent, and it is said what to do', async () => {
    await opened({ named: null });
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    await stand.run(asked.order);
    const failed = await remediation(asked);
    expect([failed.state, failed.left, failed.code]).toEqual(['failed', 'unchanged', 'NoRemediator']);
    expect(failed.why).toContain('shoalwatch onboard azure --remediator');
    expect(writers(stand)).toEqual([]);
    expect(new Set(stand.cloud.entra.sent.join(' ').match(/client_id=[0-9a-f-]+/g))).toEqual(
      new Set([`client_id=${reader}`]),
    );
  });

  test('an application that Entra does not know changes nothing, and the words of Entra are told', async () => {
    await opened({ named: '99999999-2222-4333-8444-555555555555' });
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved();
    await stand.run(asked.order);
    const refused = await remediation(asked);
    expect([refused.state, refused.code, refused.left]).toEqual(['refused', 'unread', 'unchanged']);
    expect(refused.why).toContain('AADSTS700016');
    expect(writers(stand)).toEqual([]);
  });
});

test('a function that dies at any step, while the operation of Azure runs, comes again to the same end, and sends once', async () => {
  await opened();
  const steps = await atEachDeath(
    () => aksStand(estate, rule, policy, { looks: 30 }),
    async (own, asked, at) => {
      const { state, stillOpen } = await sceneOn(own).remediation(asked);
      expect([at, state, stillOpen]).toEqual([at, 'done', false]);
      const taken = own.cloud.sim.calls.filter(({ operation, status }) => operation === write && status === 200);
      expect([at, taken.length]).toEqual([at, 1]);
    },
  );
  expect(steps).toBeGreaterThan(5);
}, 240_000);
