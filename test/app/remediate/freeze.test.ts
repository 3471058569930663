import { expect, test } from 'vitest';
import { carryOut } from '#app/remediate/carry-out';
import { undo } from '#app/remediate/undo';
import { hour, pass, refusal, stand } from './gate-stand.ts';

/** A fix that was made an hour before a freeze. */
async function frozen() {
  const stood = await stand({
    remediation: { freeze: [{ from: '2026-11-22T09:00:00.000Z', to: '2026-11-24T00:00:00.000Z' }] },
  });
  const plan = await stood.approved();
  expect((await carryOut(stood.bench, plan)).state).toBe('done');
  pass(hour);
  return { ...stood, plan };
}

test('an undo in a freeze needs a reason, which the ledger keeps', async () => {
  const { bench, plan, memory } = await frozen();
  for (const why of [undefined, ' ']) {
    expect(await refusal(undo(bench, { plan, by: 'bob', ...(why !== undefined && { why }) }))).toBe(
      `${plan} is not undone without a reason: nothing is changed until 2026-11-24 00:00 UTC (remediation.freeze)`,
    );
  }
  expect((await undo(bench, { plan, by: 'bob', why: 'callers are cut off' })).state).toBe('undone');
  const [asked] = (await memory.remediations.history(plan)).filter(({ act }) => act === 'undo asked');
  expect(asked?.remediation.undo).toMatchObject({ by: 'bob', why: 'callers are cut off' });
});

test('an undo in a freeze is held back by the kill switch, and by the role, all the same', async () => {
  const { bench, plan, memory, keeper } = await frozen();
  expect(await refusal(undo(bench, { plan, by: 'eve', why: 'now' }))).toBe(
    `eve may not undo ${plan}: nobody named him`,
  );
  await memory.pause.set({ paused: true, by: 'ana', at: '2026-11-22T09:30:00.000Z' });
  expect(await refusal(undo(bench, { plan, by: 'bob', why: 'now' }))).toBe('ana paused all fixes');
  expect(keeper.stands().open).toBe(false);
});

test('nothing else begins in a freeze', async () => {
  const { bench, approved, memory, keeper } = await stand({
    remediation: { freeze: [{ from: '2026-11-22T09:00:00.000Z', to: '2026-11-24T00:00:00.000Z' }] },
  });
  const plan = await approved();
  pass(hour);
  expect(await carryOut(bench, plan)).toMatchObject({
    ...{ state: 'refused', code: 'freeze' },
    why: 'nothing is changed until 2026-11-24 00:00 UTC: remediation.freeze',
  });
  expect([keeper.stands().open, (await memory.remediations.get(plan))?.remediation.writes]).toEqual([true, []]);
});
