import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { afterEach, expect, test } from 'vitest';
import { approve } from '#app/remediate/approve';
import { editPlan, valuesOfPlan } from '#app/remediate/edit';
import { propose } from '#app/remediate/propose';
import type { PolicyDocument } from '#model';
import rule from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import { openEndpoints } from '../../contract/aws/estate.ts';
import { open } from './bench.ts';
import { eksStand } from './eks-stand.ts';

const allowed = ['198.51.100.0/24', '203.0.113.7/32'];
const policy: PolicyDocument = { ...open, rules: { [rule.id]: { params: { allowedCidrs: allowed } } } };
const one = { 'v-addresses-allowedCidrs': '198.51.100.0/24' };

let stand: Awaited<ReturnType<typeof eksStand>>;
afterEach(() => stand.close());

async function proposed() {
  stand = await eksStand(openEndpoints(), [rule], policy);
  const finding = await stand.finding(rule.id);
  const { remediation } = await propose(stand.bench, { finding: finding.id, by: 'ana', byPerson: true });
  return { finding, plan: remediation.plan };
}

const plans = async () => (await stand.memory.remediations.all()).map(({ plan, state }) => ({ ...plan, state }));

test('a plan offers the values that it is made from, and no other parameter of its rule', async () => {
  const { plan } = await proposed();
  expect(await valuesOfPlan(stand.bench, plan.id)).toEqual([
    { name: 'allowedCidrs', kind: 'addresses', value: allowed.join('\n') },
  ]);
});

test('with other values it is another plan of whoever edits, bound to another state, and guarded anew', async () => {
  const { finding, plan } = await proposed();
  expect(await editPlan(stand.bench, { plan: plan.id, form: one, by: 'ana' })).toContain(
    `is proposed in place of ${plan.id}`,
  );
  const [next, more] = (await plans()).filter(({ state }) => state === 'proposed');
  expect(more).toBeUndefined();
  expect(next).toMatchObject({ values: { allowedCidrs: ['198.51.100.0/24'] }, proposedBy: 'ana' });
  expect(next?.fingerprint).not.toBe(plan.fingerprint);
  expect(next?.checks.length).toBe(plan.checks.length);
  expect((await stand.memory.remediations.get(plan.id))?.remediation.rejected?.why).toBe(`replaced by ${next?.id}`);
  await expect(approve(stand.bench, { plan: next?.id ?? '', by: 'ana' })).rejects.toThrow('it is his own');
  await approve(stand.bench, { plan: next?.id ?? '', by: 'bob' });
  const done = await stand.carryOut(next?.id ?? '');
  expect([done.state, done.left]).toEqual(['done', 'changed']);
  const { cluster } = await stand.eks.send(new DescribeClusterCommand({ name: finding.resource.name }));
  expect(cluster?.resourcesVpcConfig?.publicAccessCidrs).toEqual(['198.51.100.0/24']);
});

test('that is edited by somebody else stands until one of the two is approved, and makes the editor its proposer', async () => {
  const { plan } = await proposed();
  await editPlan(stand.bench, { plan: plan.id, form: one, by: 'bob' });
  const both = (await plans()).filter(({ state }) => state === 'proposed');
  expect(both.map(({ proposedBy }) => proposedBy).sort()).toEqual(['ana', 'bob']);
  const his = both.find(({ proposedBy }) => proposedBy === 'bob');
  await expect(approve(stand.bench, { plan: his?.id ?? '', by: 'bob' })).rejects.toThrow('it is his own');
});

test('the same form that comes twice makes one plan', async () => {
  const { plan } = await proposed();
  const edited = { plan: plan.id, form: one, by: 'ana' };
  const said = await editPlan(stand.bench, edited);
  expect(await editPlan(stand.bench, edited)).toBe(said);
  expect(await plans()).toHaveLength(2);
});

test('nothing is planned where the values are what they were, are none that the rule takes, or cannot be planned', async () => {
  const { plan } = await proposed();
  const edit = (form: Readonly<Record<string, string>>) => editPlan(stand.bench, { plan: plan.id, form, by: 'ana' });
  await expect(edit({ 'v-addresses-allowedCidrs': allowed.join(', ') })).rejects.toThrow(
    'the values are what they were',
  );
  await expect(edit({ 'v-addresses-allowedCidrs': 'everywhere' })).rejects.toThrow('the values do not fit');
  await expect(edit({ 'v-addresses-allowedCidrs': '' })).rejects.toThrow('allowedCidrs is empty');
  expect(await plans()).toHaveLength(1);
});
