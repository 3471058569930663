import { expect, test } from 'vitest';
import { approve, reject } from '#app/remediate/approve';
import { carryOut } from '#app/remediate/carry-out';
import { fixView } from '#app/remediate/fix-view';
import { undo } from '#app/remediate/undo';
import type { Access, Remediation } from '#model';
import { place } from '../../bench/faults/fixes/gates.ts';
import { after, stand } from './gate-stand.ts';

const access: Access = { approvers: [{ emails: ['bob@example.com'], impacts: ['disruptive'] }] };
const view = (
  remediation: Remediation,
  who: Access = access,
  at = remediation.finishedAt ?? remediation.plan.proposedAt,
) =>
  fixView({
    ...{ remediation, at, group: 'g-1', access: who, render: 1, style: { buttons: true, detail: 'full' } },
    rule: { id: 'gate-strict', title: 'A gate is kept', why: 'why', fix: 'fix' },
    target: { id: place.id, provider: 'aws' },
  });
const of = async (memory: Awaited<ReturnType<typeof stand>>['memory'], id: string): Promise<Remediation> => {
  const found = await memory.remediations.get(id);
  if (!found) throw new Error(`${id} is kept`);
  return found.remediation;
};

test('a plan that waits says what it does, what it takes and who may say yes', async () => {
  const { memory, plan } = await stand();
  const it = await of(memory, await plan());
  expect(view(it)).toMatchObject({
    ...{ state: 'proposed', does: 'switch, then replace keys of g1', impact: 'disruptive', level: 'approve' },
    may: ['approve', 'reject', 'edit-fix', 'cancel', 'dry-run', 'show-plan'],
    lines: [
      { what: 'open', before: 'true', after: 'false' },
      { what: 'keys', before: 'master, back', after: 'front' },
    ],
    approval: { by: 'bob@example.com', notTheProposer: true, given: 0, needed: 1 },
    proposedBy: { name: 'ana' },
  });
  expect(view(it, {}).approval).toEqual({ nobody: expect.stringContaining('access.approvers') as string });
});

test('what was read back stands beside what was planned, and can be undone', async () => {
  const { bench, approved, memory } = await stand();
  const id = await approved();
  expect(view(await of(memory, id))).toMatchObject({ state: 'running', may: ['stop', 'show-plan'] });
  const done = view(await carryOut(bench, id));
  expect(done).toMatchObject({ state: 'succeeded', may: ['undo', 'show-plan', 'history'] });
  expect(done.lines.map(({ readBack }) => readBack)).toEqual(['false', 'front']);
  const undone = view(await undo(bench, { plan: id, by: 'bob' }));
  expect(undone).toMatchObject({ state: 'undone', undone: { by: { name: 'bob' } }, may: ['show-plan', 'history'] });
});

test('what is left of a plan that failed in the middle is named step by step', async () => {
  const stood = await stand({
    onSend: after(2, () => {
      stood.keeper.write('ann', 'human', { keys: ['mine'] });
      stood.keeper.fall('It fell over.');
    }),
  });
  const it = view(await carryOut(stood.bench, await stood.approved()));
  expect(it).toMatchObject({
    ...{ state: 'partly-changed', may: ['retry', 'show-plan', 'history'] },
    error: {
      code: 'changed',
      says: 'It fell over; taking it back failed: somebody else has changed what it writes',
    },
    leftAs: ['gate.switch on g1: was made', 'gate.replace-keys on g1: was made'],
    next: 'A person has to look at what is left.',
  });
});

test('a plan that was turned down, or was made for another state, says so', async () => {
  const { bench, plan, keeper, approved } = await stand();
  const rejected = (await reject(bench, { plan: await plan(), by: 'bob', why: 'not today' })).remediation;
  expect(view(rejected)).toMatchObject({ state: 'rejected', rejected: { by: { name: 'bob' }, why: 'not today' } });
  const id = await approved();
  keeper.write('ann', 'human', { keys: ['master', 'new'] });
  const stale = view(await carryOut(bench, id));
  expect(stale).toMatchObject({
    state: 'stale',
    next: expect.stringMatching(/^p-\w+ is the plan for how it stands now\.$/) as string,
  });
});

test('a plan whose time is over has no Approve by the clock, and a fix no Undo, before anybody has marked it', async () => {
  const { bench, memory, plan } = await stand();
  const id = await plan();
  const waits = await of(memory, id);
  const { expires } = waits.plan;
  expect(view(waits, access, new Date(Date.parse(expires) - 1).toISOString()).state).toBe('proposed');
  expect(view(waits, access, expires)).toMatchObject({ state: 'expired', may: ['retry', 'show-plan', 'history'] });
  await approve(bench, { plan: id, by: 'bob' });
  const done = await carryOut(bench, id);
  const until = done.undoUntil ?? '';
  expect(view(done, access, new Date(Date.parse(until) - 1).toISOString()).may).toContain('undo');
  expect(view(done, access, until)).toMatchObject({
    state: 'succeeded',
    undoUntil: undefined,
    may: ['show-plan', 'history'],
  });
});
