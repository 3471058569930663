import type { Figure, Options } from '../figures.ts';
import { playOne, type Played } from './fixes/play.ts';

/** How many interleavings are drawn: each has one to two remediations, people, deaths and undos of its own. */
const runs = { quick: 1_000, usual: 10_000, full: 20_000 } as const;

const keys = [
  'writes',
  'doubles',
  'lost',
  'replaced',
  'unreported',
  'undoWrong',
  'fixed',
  'crashed',
  'humans',
  'shared',
  'slept',
  'unheld',
] as const;

/** Remediations, people who change the same object, undos and processes that die, in every order that the seed draws. */
export async function r6({ size, seed, say }: Options): Promise<Figure> {
  const sum: Record<(typeof keys)[number], number> = {
    ...{ writes: 0, doubles: 0, lost: 0, replaced: 0, unreported: 0, undoWrong: 0, fixed: 0, crashed: 0, humans: 0 },
    ...{ shared: 0, slept: 0, unheld: 0 },
  };
  const examples: string[] = [];
  for (let run = 1; run <= runs[size]; run += 1) {
    const played = await playOne(`${seed}/${run}`);
    for (const key of keys) sum[key] += played[key];
    if (isAmiss(played) && examples.length < 4) examples.push(`run ${run}: ${JSON.stringify(played)}`);
    if (run % 500 === 0) say(`R6: ${run} interleavings of ${runs[size]}`);
  }
  const { doubles, lost, unreported, undoWrong, unheld } = sum;
  const seen = { writes: sum.writes, replaced: sum.replaced, deaths: sum.crashed, lostLeases: sum.slept };
  return {
    id: 'R6',
    counts: {
      runs: runs[size],
      doubleApplies: doubles,
      lostChanges: lost,
      unreportedLosses: unreported,
      undoWrong,
      unheldWrites: unheld,
      ...seen,
    },
    table: [
      ['interleavings', 'writes', 'deaths', 'human changes', 'fixed', 'double applies', 'lost (cas, delta)'],
      [runs[size], sum.writes, sum.crashed, sum.humans, sum.fixed, doubles, lost],
      ['', '', '', 'replaced (replace)', 'of these not reported', 'undone wrongly', ''],
      ['', '', '', sum.replaced, unreported, undoWrong, ''],
      ['', '', '', 'two findings, one object', 'leases lost asleep', 'writes without a lease', ''],
      ['', '', '', sum.shared, sum.slept, unheld, ''],
    ],
    notes: [
      'a made-up provider with a part for each kind of action; the use case, its store and its leases are the real ones',
      ...examples,
    ],
    missed: [
      ...(doubles > 0 ? [`${doubles} double applies`] : []),
      ...(lost > 0 ? [`${lost} changes of people lost`] : []),
      ...(unreported > 0 ? [`${unreported} losses that nobody was told of`] : []),
      ...(undoWrong > 0 ? [`${undoWrong} undos that restored something else`] : []),
      ...(unheld > 0 ? [`${unheld} writes of processes that had lost their lease`] : []),
      ...([sum.replaced, sum.crashed, sum.shared, sum.slept].includes(0)
        ? ['nothing was replaced or shared, or nobody died or slept: the runs show nothing']
        : []),
    ],
  };
}

const isAmiss = ({ doubles, lost, unreported, undoWrong, unheld }: Played): boolean =>
  doubles + lost + unreported + undoWrong + unheld > 0;
