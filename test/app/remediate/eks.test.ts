import { DescribeClusterCommand, UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { afterEach, expect, test } from 'vitest';
import { approve } from '#app/remediate/approve';
import { propose } from '#app/remediate/propose';
import { undo } from '#app/remediate/undo';
import rule from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import type { PolicyDocument } from '#model';
import { openEndpoints } from '../../contract/aws/estate.ts';
import { open } from './bench.ts';
import { eksStand } from './eks-stand.ts';

const allowed = ['198.51.100.0/24', '203.0.113.7/32'];
const policy: PolicyDocument = { ...open, rules: { [rule.id]: { params: { allowedCidrs: allowed } } } };

let stand: Awaited<ReturnType<typeof eksStand>>;
afterEach(() => stand.close());

const cidrsOf = async (name: string): Promise<readonly string[] | undefined> => {
  const { cluster } = await stand.eks.send(new DescribeClusterCommand({ name }));
  return cluster?.resourcesVpcConfig?.publicAccessCidrs;
};

async function proposed() {
  stand = await eksStand(openEndpoints(), [rule], policy);
  const finding = await stand.finding(rule.id);
  const { remediation } = await propose(stand.bench, { finding: finding.id, by: 'ana', byPerson: true });
  return { finding, plan: remediation.plan };
}

test('an open endpoint is planned, approved, closed, verified, and opened again by its undo', async () => {
  const { finding, plan } = await proposed();
  const before = await cidrsOf(finding.resource.name);
  await approve(stand.bench, { plan: plan.id, by: 'bob' });
  const done = await stand.carryOut(plan.id);
  expect([done.state, done.stillOpen, done.left]).toEqual(['done', false, 'changed']);
  expect(await cidrsOf(finding.resource.name)).toEqual(allowed);
  expect((await stand.finding(rule.id, finding.resource.id)).status).toBe('resolved');

  const undone = await undo(stand.bench, { plan: plan.id, by: 'bob' });
  expect(undone.state).toBe('undone');
  expect(await cidrsOf(finding.resource.name)).toEqual(before);
  expect((await stand.finding(rule.id, finding.resource.id)).status).toBe('open');
  const acts = (await stand.memory.remediations.history(plan.id)).map(({ act, by }) => `${act} by ${by}`);
  expect(acts).toEqual([
    'proposed by ana',
    'approved by bob',
    'begun by shoalwatch',
    'sends step 1 by shoalwatch',
    'sent step 1 by shoalwatch',
    'made step 1 by shoalwatch',
    'done by shoalwatch',
    'undo asked by bob',
    'sends undoing step 1 by shoalwatch',
    'sent undoing step 1 by shoalwatch',
    'sent all steps by shoalwatch',
    'undone by shoalwatch',
  ]);
});

test('a change of somebody between plan and approval is not written over: a new plan takes its place', async () => {
  const { finding, plan } = await proposed();
  const resourcesVpcConfig = { publicAccessCidrs: ['0.0.0.0/2'] };
  await stand.eks.send(new UpdateClusterConfigCommand({ name: finding.resource.name, resourcesVpcConfig }));
  await approve(stand.bench, { plan: plan.id, by: 'bob' });
  const refused = await stand.carryOut(plan.id);
  expect([refused.state, refused.code, refused.left]).toEqual(['refused', 'changed', 'unchanged']);
  expect(await cidrsOf(finding.resource.name)).toEqual(['0.0.0.0/2']);
  const next = await stand.memory.remediations.get(refused.next ?? '');
  expect(next?.remediation.state).toBe('proposed');
  expect(next?.remediation.plan.steps[0]?.lines.map(({ before }) => before)).toContainEqual(['0.0.0.0/2']);
});

test('a cluster that is not well afterwards gets its endpoint back', async () => {
  const { finding, plan } = await proposed();
  const before = await cidrsOf(finding.resource.name);
  stand.fallsAfterWrite();
  await approve(stand.bench, { plan: plan.id, by: 'bob' });
  const ended = await stand.carryOut(plan.id);
  expect([ended.state, ended.left, ended.why]).toEqual([
    ...['rolled-back', 'unchanged', 'EKS says of the cluster: The API is gone.'],
  ]);
  expect(await cidrsOf(finding.resource.name)).toEqual(before);
});
