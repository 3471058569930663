import { expect, test } from 'vitest';
import { stories, tell } from '../../bench/faults/fixes/deaths.ts';
import { playOne } from '../../bench/faults/fixes/play.ts';
import { r3Fixes } from '../../bench/faults/r3-fixes.ts';

test('a process that dies at any write leaves what the next one brings to the same end', async () => {
  const { points, different, examples } = await r3Fixes();
  expect(examples).toEqual([]);
  expect([points > 400, different]).toEqual([true, 0]);
}, 60_000);

test('each story ends with a card that says how it ended, and nothing left to be told of', async () => {
  const ends = await Promise.all(stories.map(async (story) => (await tell(story, Number.POSITIVE_INFINITY)).end));
  const [fixed = '', undone = '', back = ''] = ends;
  expect(fixed).toContain('"fix succeeded, undo show-plan history"');
  expect(undone).toContain('"fix undone, show-plan history"');
  expect(back).toContain('"fix rolled-back, retry show-plan history"');
  for (const end of ends) expect(end).toContain('"cards":["0 left","1 known","finding open, plan none,');
});

test('nothing is applied twice, and no change of a person is lost unsaid, whatever comes in between', async () => {
  const sum = {
    doubles: 0,
    lost: 0,
    unreported: 0,
    undoWrong: 0,
    unheld: 0,
    ...{ crashed: 0, writes: 0, shared: 0, slept: 0 },
  };
  for (let run = 0; run < 150; run += 1) {
    const played = await playOne(`test/${run}`);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += played[key];
  }
  expect(sum).toMatchObject({ doubles: 0, lost: 0, unreported: 0, undoWrong: 0, unheld: 0 });
  expect([sum.crashed > 20, sum.writes > 100, sum.shared > 20, sum.slept > 20]).toEqual([true, true, true, true]);
}, 60_000);
