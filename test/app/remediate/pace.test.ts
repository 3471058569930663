import { expect, test } from 'vitest';
import { carryStep, type Waited } from '#app/remediate/carry-step';
import { leastAfter } from '#app/remediate/pace';
import type { FixBench } from '#app/remediate/desk';
import { keyed, place } from '../../bench/faults/fixes/gates.ts';
import { hour, pass, refusal, stand } from './gate-stand.ts';

/** Calls for a step again and again, as the machine does, for so long; answers the seconds of each wait. */
async function waitsOf(bench: FixBench, plan: string, ms: number) {
  const waits: number[] = [];
  let waited: Waited | undefined;
  let says = '';
  const from = bench.clock.now();
  while (says === '' && bench.clock.now() - from < ms) {
    const step = carryStep(bench, plan, waited);
    const came = await step.catch(() => undefined);
    if (!came) says = await refusal(step);
    else if (came.is === 'ended') says = came.remediation.state;
    else {
      waited = came.waited;
      waits.push(came.seconds);
      pass(came.seconds * 1000);
    }
  }
  return { waits, says, ms: bench.clock.now() - from };
}

const isLeast = (waits: readonly number[]): boolean =>
  waits.every((seconds, i) => seconds >= Math.ceil(leastAfter(i + 1) / 1000));

test('what another process holds for half a day is asked for ever more seldom, and as ever in the first minutes', async () => {
  const { bench, memory, approved } = await stand({ rule: keyed });
  const plan = await approved();
  await memory.remediations.holds(bench.clock).take(`fix ${place.id} g1`, 'another', 24 * hour);
  const { waits } = await waitsOf(bench, plan, 12 * hour);
  expect(waits.slice(0, 120)).toEqual(Array.from({ length: 120 }, () => 15));
  expect([isLeast(waits), waits.length < 950, (waits.at(-1) ?? 0) > 60]).toEqual([true, true, true]);
});

test('work that the provider goes on with is given up after an hour, however long the waits have become', async () => {
  const { bench, approved } = await stand({
    rule: keyed,
    onSend: () => ({ is: 'unsettled', code: 'unsettled', says: 'It is still at work.', begun: 'u-1' }),
    workOf: () => Promise.resolve({ is: 'under-way' as const }),
  });
  const { waits, says, ms } = await waitsOf(bench, await approved(), 12 * hour);
  expect(says).toContain('whether step 1 was made is not known');
  expect(waits.slice(0, 100)).toEqual([0, 0, ...Array.from({ length: 98 }, () => 10)]);
  expect([isLeast(waits), waits.length < 360, ms > hour, ms < 1.1 * hour]).toEqual([true, true, true, true]);
});

test('an hour of looks every five seconds stays an hour', async () => {
  const stood = await stand({
    rule: keyed,
    onSend: () => {
      stood.keeper.write('provider', 'provider', { keys: ['front'], busy: true });
      return { is: 'done', requests: [] };
    },
  });
  const { waits, says, ms } = await waitsOf(stood.bench, await stood.approved(), 12 * hour);
  expect(says).toBe('done');
  expect(waits.slice(0, 100)).toEqual([0, 0, ...Array.from({ length: 98 }, () => 5)]);
  expect([isLeast(waits), waits.length < 720, ms > hour, ms < 1.1 * hour]).toEqual([true, true, true, true]);
});
