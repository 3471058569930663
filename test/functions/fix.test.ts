import { UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { afterEach, describe, expect, test } from 'vitest';
import rule from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import { openEndpoints } from '../contract/aws/estate.ts';
import { sceneOn, type Asked } from './fix-scene.ts';
import { eksStand, type EksStand } from './fix-stand-eks.ts';
import { policyWith } from './fix-stand.ts';

const allowed = ['198.51.100.0/24', '203.0.113.7/32'];
const policy = policyWith({ [rule.id]: { params: { allowedCidrs: allowed } } });

let stand: EksStand;
afterEach(() => stand.close());

const cidrsOf = (name: string) => stand.cidrsOf(name);

const opened = async () => {
  stand = await eksStand(openEndpoints(), rule, policy);
  return sceneOn(stand);
};

const proposed = async () => withName(await (await opened()).proposed());
const approved = async () => withName(await (await opened()).approved());
const withName = (it: Asked) => ({ ...it, name: it.plan.resource.name });

const stateOf = async (plan: string): Promise<string | undefined> =>
  (await stand.memory.remediations.get(plan))?.remediation.state;

const actsOf = async (plan: string): Promise<readonly string[]> =>
  (await stand.memory.remediations.history(plan)).map(({ act, by }) => `${act} by ${by}`);

describe('a fix in the stack', () => {
  test('what was approved is applied and verified, each step in a call of its own, and undone again', async () => {
    const { plan, name, order } = await approved();
    const before = await cidrsOf(name);
    stand.takes(3);
    const ended = await stand.run(order);
    expect([ended.status, ended.output['is'], ended.output['state']]).toEqual(['SUCCEEDED', 'ended', 'done']);
    expect(await cidrsOf(name)).toEqual(allowed);
    const applied = await stand.memory.remediations.get(plan.id);
    expect(applied?.remediation).toMatchObject({ state: 'done', stillOpen: false, left: 'changed' });
    expect(applied?.remediation.requests.length).toBeGreaterThan(0);
    expect(stand.waits).toEqual([5, 5, 5]);
    await stand.sweep();
    expect((await stand.memory.findingsOf([plan.finding]))[0]?.status).toBe('resolved');

    const undone = await stand.run({ ...order, do: 'undo', by: 'bob@example.com' });
    expect([undone.status, undone.output['state']]).toEqual(['SUCCEEDED', 'undone']);
    expect(await cidrsOf(name)).toEqual(before);
    expect(await actsOf(plan.id)).toEqual([
      ...['proposed by ana@example.com', 'approved by bob@example.com', 'begun by shoalwatch'],
      ...['sends step 1 by shoalwatch', 'waits for step 1 by shoalwatch', 'found step 1 made by shoalwatch'],
      ...['made step 1 by shoalwatch', 'done by shoalwatch', 'undo asked by bob@example.com'],
      ...['sends undoing step 1 by shoalwatch', 'waits for undoing step 1 by shoalwatch'],
      ...['found undoing step 1 made by shoalwatch', 'sent all steps by shoalwatch', 'undone by shoalwatch'],
    ]);
  });

  test('what nobody approved is refused, and nothing is sent', async () => {
    const { name, plan, order } = await proposed();
    const before = await cidrsOf(name);
    const ended = await stand.run(order);
    expect([ended.status, ended.output['is'], ended.output['says']]).toEqual([
      ...['SUCCEEDED', 'refused', `${plan.id} is not approved`],
    ]);
    expect(await cidrsOf(name)).toEqual(before);
  });

  test('a change of somebody between plan and approval is refused, with a new plan', async () => {
    const { plan, name, order } = await approved();
    const resourcesVpcConfig = { publicAccessCidrs: ['0.0.0.0/2'] };
    await stand.eks.send(new UpdateClusterConfigCommand({ name, resourcesVpcConfig }));
    await stand.run(order);
    const refused = (await stand.memory.remediations.get(plan.id))?.remediation;
    expect([refused?.state, refused?.code]).toEqual(['refused', 'changed']);
    expect(await stateOf(refused?.next ?? '')).toBe('proposed');
    expect(await cidrsOf(name)).toEqual(['0.0.0.0/2']);
  });

  test('the kill switch keeps a plan from beginning', async () => {
    const { plan, name, order } = await approved();
    const before = await cidrsOf(name);
    const at = new Date(stand.clock.now()).toISOString();
    await stand.memory.pause.set({ paused: true, by: 'ana@example.com', at });
    await stand.run(order);
    expect(await stateOf(plan.id)).toBe('refused');
    expect(await cidrsOf(name)).toEqual(before);
  });

  test('an undo of what somebody has changed since is refused, and says so', async () => {
    const { name, order } = await approved();
    await stand.run(order);
    const resourcesVpcConfig = { publicAccessCidrs: ['198.51.100.0/24'] };
    await stand.eks.send(new UpdateClusterConfigCommand({ name, resourcesVpcConfig }));
    const ended = await stand.run({ ...order, do: 'undo', by: 'bob@example.com' });
    expect(ended.output).toMatchObject({ is: 'refused', says: 'somebody else has changed what it writes' });
    expect(await cidrsOf(name)).toEqual(['198.51.100.0/24']);
  });

  test('a dry run says what would come of it, and sends nothing', async () => {
    const { plan, name, order } = await proposed();
    const before = await cidrsOf(name);
    const { output } = await stand.run({ ...order, do: 'dry-run' });
    expect(output['says']).toBe(`${plan.id} would be applied as it is shown.`);
    expect([await stateOf(plan.id), await cidrsOf(name)]).toEqual(['proposed', before]);
  });

  test('who is not let in as the remediator has changed nothing, and says which role it was', async () => {
    const { plan, name, order } = await approved();
    const before = await cidrsOf(name);
    stand.forbids();
    await stand.run(order);
    const failed = (await stand.memory.remediations.get(plan.id))?.remediation;
    expect([failed?.state, failed?.left, failed?.code]).toEqual(['failed', 'unchanged', 'AccessDenied']);
    expect(failed?.why).toContain('role/Other-remediate could not be assumed');
    expect(await cidrsOf(name)).toEqual(before);
  });
});

test('a function that dies at any step of a plan, before it is kept or after, comes again to the same end, and sends once', async () => {
  const first = await approved();
  await stand.run(first.order);
  const steps = stand.death.writes;
  expect(steps).toBeGreaterThan(8);
  const standing = await cidrsOf(first.name);
  await stand.close();
  for (let at = 1; at <= steps; at += 1) {
    const { plan, order, name } = await approved();
    Object.assign(stand.death, { at, arrived: at % 2 === 0 });
    await stand.run(order);
    expect([at, await stateOf(plan.id), await cidrsOf(name)]).toEqual([at, 'done', standing]);
    expect([at, stand.sends()]).toEqual([at, 1]);
    if (at < steps) await stand.close();
  }
}, 120_000);

describe('looking after fixes', () => {
  test('what was approved and never begun is begun within a minute, and once', async () => {
    const { plan, order } = await approved();
    await stand.tend({});
    expect(stand.started).toEqual([{ name: plan.id, order }]);
    expect(stand.measured.at(-1)).toEqual({ FixesUnderWay: 1, FixesStuck: 0, FixesFailed: 0 });
  });

  test('a plan of which nothing is heard for two hours is stuck', async () => {
    await approved();
    stand.passes(2 * 3_600_000 + 1000);
    await stand.tend({});
    expect(stand.measured.at(-1)).toEqual({ FixesUnderWay: 1, FixesStuck: 1, FixesFailed: 0 });
  });

  test('what the machine gave up stands in the ledger with the error, and is gone on with later', async () => {
    const { plan } = await approved();
    await stand.tend({ do: 'left', plan: plan.id, error: 'States.Timeout', cause: 'no answer' });
    expect((await actsOf(plan.id)).at(-1)).toBe('left under way: States.Timeout: no answer by shoalwatch');
    await stand.tend({});
    expect(stand.started).toEqual([]);
    stand.passes(16 * 60_000);
    await stand.tend({});
    expect(stand.started.map(({ name }) => name)).toEqual([plan.id]);
  });

  test('what was asked and has ended twice within a minute is not said to be under way', async () => {
    const { plan } = await approved();
    const ask = () => stand.machine.start(plan, { do: 'undo', by: 'bob@example.com' });
    await ask();
    await ask();
    await expect(ask()).rejects.toThrow(`the same was asked of ${plan.id} within this minute, and has ended`);
  });

  test('a rule that policy names alone is fixed by itself, too', async () => {
    const { remediation, ...rest } = policy;
    const named = { ...rest, remediation: { ...remediation, autoFor: [rule.id] } };
    stand = await eksStand(openEndpoints(), rule, named);
    await stand.tend({});
    expect(stand.started.map(({ order }) => order['do'])).toContain('apply');
  });

  test('a name that is used up is followed by one of the minute', async () => {
    const { plan } = await approved();
    await stand.machine.start(plan, { do: 'apply' });
    await stand.machine.start(plan, { do: 'apply' });
    expect(stand.started.map(({ name }) => name.replace(/-\d{8}$/, '-minute'))).toEqual([plan.id, `${plan.id}-minute`]);
  });
});
