import { afterEach, expect, test } from 'vitest';
import { approve } from '#app/remediate/approve';
import { carryOut } from '#app/remediate/carry-out';
import { planOf, propose } from '#app/remediate/propose';
import { lastSnapshots, type FixBench } from '#app/remediate/desk';
import rule from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import type { Caller, Callers, PolicyDocument } from '#model';
import { openEndpoints } from '../../contract/aws/estate.ts';
import { open } from './bench.ts';
import { eksStand } from './eks-stand.ts';
import { refusal } from './gate-stand.ts';

const allowed = ['198.51.100.0/24', '203.0.113.7/32'];
const policy: PolicyDocument = { ...open, rules: { [rule.id]: { params: { allowedCidrs: allowed } } } };
const ci: Caller = { address: '192.0.2.10', who: 'ci' };
const inside: Caller = { address: '198.51.100.7', who: 'ann' };

let stand: Awaited<ReturnType<typeof eksStand>>;
afterEach(() => stand.close());

/** A cluster whose audit log tells of callers; what is told can be another one later. */
async function asked(...seen: readonly Caller[]) {
  stand = await eksStand(openEndpoints(), [rule], policy);
  const finding = await stand.finding(rule.id);
  let told: Callers = { is: 'read', since: '2026-11-15T08:00:00.000Z', seen };
  const clusters: string[] = [];
  const bench: FixBench = {
    ...stand.bench,
    own: ['198.51.100.9'],
    callers: (cluster) => {
      clusters.push(cluster.id);
      return Promise.resolve(told);
    },
  };
  const wish = { finding: finding.id, by: 'ana', byPerson: true };
  return { bench, wish, clusters, finding, tell: (now: Callers) => void (told = now) };
}

test('a fix that would cut off a recent caller is not approved', async () => {
  const { bench, wish, clusters, finding } = await asked(ci, inside);
  const { remediation } = await propose(bench, wish);
  expect(clusters).toEqual([finding.resource.id]);
  expect(await refusal(approve(bench, { plan: remediation.plan.id, by: 'bob' }))).toBe(
    `${remediation.plan.id} cannot be applied: 1 recent caller would be cut off: 192.0.2.10 (ci)`,
  );
});

test('a caller who comes between approval and begin is not cut off', async () => {
  const { bench, wish, tell } = await asked(inside);
  const { remediation } = await propose(bench, wish);
  expect(remediation.plan.checks).toContainEqual({
    ...{ guard: 'endpoint', result: 'ok' },
    says: 'all 1 caller since 2026-11-15 08:00 UTC stay inside',
  });
  await approve(bench, { plan: remediation.plan.id, by: 'bob' });
  tell({ is: 'read', since: '2026-11-15T08:00:00.000Z', seen: [inside, ci] });
  expect(await carryOut(bench, remediation.plan.id)).toMatchObject({
    ...{ state: 'refused', code: 'endpoint', left: 'unchanged' },
    why: '1 recent caller would be cut off: 192.0.2.10 (ci)',
  });
});

test('a caller whom a person names is cut off knowingly, at the begin, too', async () => {
  const { bench, wish } = await asked(ci, inside);
  const { remediation } = await propose(bench, { ...wish, cutsOff: ['192.0.2.10'] });
  expect(remediation.plan.cutsOff).toEqual(['192.0.2.10']);
  await approve(bench, { plan: remediation.plan.id, by: 'bob' });
  expect((await carryOut(bench, remediation.plan.id)).state).toBe('done');
});

test('a plan that was made without the name is another plan', async () => {
  const { bench, wish } = await asked(inside);
  const [plain, named] = [await propose(bench, wish), await propose(bench, { ...wish, cutsOff: ['192.0.2.10'] })];
  expect(plain.remediation.plan.cutsOff).toBeUndefined();
  expect(named.remediation.plan.cutsOff).toEqual(['192.0.2.10']);
});

test('no audit log is asked for a plan that narrows nothing', async () => {
  const { bench, wish, clusters } = await asked(ci);
  const snapshots = await lastSnapshots(bench);
  const shut = snapshots.map((it) => ({ ...it, resources: it.resources.filter(({ type }) => type !== 'eks.cluster') }));
  expect(await planOf(bench, wish, shut)).toHaveProperty('cannot');
  expect(clusters).toEqual([]);
});
