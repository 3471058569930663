import { expect, test } from 'vitest';
import { playOne } from '../../bench/faults/fixes/play.ts';
import { r3Fixes } from '../../bench/faults/r3-fixes.ts';

test('a process that dies at any write leaves what the next one brings to the same end', async () => {
  const { points, different, examples } = await r3Fixes();
  expect(examples).toEqual([]);
  expect([points > 60, different]).toEqual([true, 0]);
}, 60_000);

test('nothing is applied twice, and no change of a person is lost unsaid, whatever comes in between', async () => {
  const sum = { doubles: 0, lost: 0, unreported: 0, undoWrong: 0, crashed: 0, writes: 0 };
  for (let run = 0; run < 150; run += 1) {
    const played = await playOne(`test/${run}`);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += played[key];
  }
  expect(sum).toMatchObject({ doubles: 0, lost: 0, unreported: 0, undoWrong: 0 });
  expect([sum.crashed > 20, sum.writes > 100]).toEqual([true, true]);
}, 60_000);
