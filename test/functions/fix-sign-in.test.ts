import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { afterEach, expect, test } from 'vitest';
import rule from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import type { Fault } from '#test/sim/faults';
import { openEndpoints } from '../contract/aws/estate.ts';
import { eksStand, type EksStand } from './fix-stand-eks.ts';
import { policyWith } from './fix-stand.ts';
import { sceneOn } from './fix-scene.ts';

const allowed = ['198.51.100.0/24'];

let stand: EksStand;
afterEach(() => stand.close());

const approved = async () => {
  stand = await eksStand(openEndpoints(), rule, policyWith({ [rule.id]: { params: { allowedCidrs: allowed } } }));
  return sceneOn(stand).approved();
};

const cidrsOf = async (name: string): Promise<readonly string[] | undefined> =>
  (await stand.eks.send(new DescribeClusterCommand({ name }))).cluster?.resourcesVpcConfig?.publicAccessCidrs;

/** STS answers so to the next ones who want to be the remediator, and to each of their retries. */
const fails = (fault: Fault, times: number): void =>
  stand.sim.setFaults(
    Array.from({ length: times }, (_, at) => ({ operation: 'sts:AssumeRole', fault, position: at + 1 })),
  );

const writes = (): number => stand.sim.calls.filter(({ operation }) => operation === 'UpdateClusterConfig').length;

test.each<Fault>(['throttled', 'server-error', 'reset'])(
  'a sign-in as the remediator that is %s for a while ends neither a fix nor its undo',
  async (fault) => {
    const { plan, order } = await approved();
    const { name } = plan.resource;
    const before = await cidrsOf(name);
    fails(fault, 2);
    const done = await stand.run(order);
    expect([done.output['state'], await cidrsOf(name), writes()]).toEqual(['done', allowed, 1]);
    fails(fault, 2);
    const undone = await stand.run({ ...order, do: 'undo', by: 'bob@example.com' });
    expect([undone.output['state'], await cidrsOf(name), writes()]).toEqual(['undone', before, 2]);
  },
  60_000,
);

test('one that never comes through ends the fix with its words, and nothing was sent', async () => {
  const { plan, order } = await approved();
  stand.sim.setFaults([{ operation: 'sts:AssumeRole', fault: 'server-error', position: 'all' }]);
  await stand.run(order);
  const kept = (await stand.memory.remediations.get(plan.id))?.remediation;
  expect([kept?.state, kept?.left, kept?.code, writes()]).toEqual(['failed', 'unchanged', 'unsettled', 0]);
  expect(kept?.why).toContain('Shoalwatch-remediate could not be assumed');
}, 60_000);
