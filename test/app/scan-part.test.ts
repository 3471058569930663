import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '#model';
import { rules } from './part-rules.ts';
import { courtOf, estate, momentOf, policy, saidBy, step, type Step } from './part-shop.ts';

describe('a run that judges what may have moved', () => {
  test('writes what a run writes that judges everything: runs, states, findings and their histories', async () => {
    let parts = 0;
    await fc.assert(
      fc.asyncProperty(estate, policy, fc.array(step, { minLength: 1, maxLength: 6 }), async (first, its, steps) => {
        const [whole, inPart] = [courtOf(true), courtOf(false)];
        let snapshots: readonly Snapshot[] = first;
        let minutes = 0;
        const all: readonly Step[] = [{ read: [], gone: [], minutes: 0, kind: 'sweep' }, ...steps];
        for (const { read, gone, kind, ...more } of all) {
          minutes += more.minutes;
          snapshots = snapshots.map((it) => read.find(({ target }) => target.id === it.target.id) ?? it);
          const there = new Set(snapshots.flatMap(({ resources }) => resources.map(({ id }) => id)));
          const input = { snapshots, rules, policy: its, startedAt: momentOf(minutes), kind };
          const gaps = new Set(gone).difference(there);
          await whole.judge({ ...input, gone: gaps });
          if (await inPart.judge({ ...input, gone: gaps })) parts += 1;
          expect(await saidBy(inPart.memory)).toEqual(await saidBy(whole.memory));
        }
      }),
      { numRuns: 150 },
    );
    expect(parts).toBeGreaterThan(100);
  });

  test('judges everything once a day has passed since everything was judged', async () => {
    const [snapshots] = fc.sample(estate, { numRuns: 1, seed: 7 });
    const [its] = fc.sample(
      policy.map((it) => ({ ...it, waivers: [] })),
      { numRuns: 1, seed: 7 },
    );
    const court = courtOf(false);
    const parts: boolean[] = [];
    for (const minutes of [0, 1, 1_439, 1_440, 1_441])
      parts.push(
        await court.judge({ snapshots: snapshots!, rules, policy: its!, startedAt: momentOf(minutes), kind: 'sweep' }),
      );
    expect(parts).toEqual([false, true, true, false, true]);
  });
});
