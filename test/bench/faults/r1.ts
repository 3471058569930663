import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure, Options } from '../figures.ts';
import type { Tally } from './judge.ts';
import { together, type Ran } from './r1-runs.ts';

/** Processes that share the runs. */
const processes = Math.min(4, availableParallelism());

/** The whole fault matrix over all clouds, or over the one that is asked for, each fault alone, then many at once. */
export async function r1(options: Options): Promise<Figure> {
  const { cloud } = options;
  const shares = Array.from({ length: processes }, (_, part) => shareOf({ ...options, part, of: processes }));
  const { single, multi, alone, tally, escaped, shown } = together(await Promise.all(shares));
  const { listing, lacking } = shown;
  const crash = tally.crash + escaped.length;
  const { falsePass, falseResolve, lostFail, unpredictedUnknown } = tally;
  const columns = { falsePass, falseResolve, lostFail, crash, unpredictedUnknown };
  return {
    id: cloud === undefined ? 'R1' : `R1 of ${cloud} alone`,
    counts: { singleFaults: single.runs, multiFaultRuns: multi.runs, ...columns },
    table: [
      ['cloud', 'single faults', 'multi-fault runs', 'answers spoilt'],
      ...shown.clouds.map((name) => [
        name,
        single.per[name] ?? 0,
        multi.per[name] ?? 0,
        (single.spoilt[name] ?? 0) + (multi.spoilt[name] ?? 0),
      ]),
      ['all', single.runs, multi.runs, ''],
    ],
    notes: [
      ...Object.entries({ ...columns, 'other wrong verdicts': tally.wrong }).map(
        ([name, count]) => `${name}: ${count}`,
      ),
      `verdicts per run: ${shown.verdicts}; lost to faults in all runs: ${tally.lost}`,
      `single faults: ${riskOf(alone)}`,
      `rules with a fail and a pass in the estates: ${lacking.length === 0 ? 'all ' : 'not all '}${shown.rules}`,
      listing.said,
      ...tally.examples,
      ...escaped.slice(0, 5).map((it) => `crash: unhandled ${it}`),
    ],
    missed: [
      ...Object.entries({ ...columns, wrong: tally.wrong })
        .filter(([, count]) => count > 0)
        .map(([name, count]) => `${name}: ${count}`),
      ...lacking,
      ...listing.missed,
    ],
  };
}

async function shareOf(asked: Omit<Options, 'say'> & { readonly part: number; readonly of: number }): Promise<Ran> {
  const child = fileURLToPath(new URL('./r1-child.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [child, JSON.stringify(asked)], {
    maxBuffer: 256 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Ran;
}

/** How many verdicts may be lost, how many are, and of what kind the others are. */
function riskOf({ atRisk, lost, stood }: Tally): string {
  const kinds = [
    `${stood.fail} fails seen`,
    `${stood.witness} passes with a witness`,
    `${stood.claim} passes without one`,
    `${stood['not-applicable']} not applicable`,
  ];
  return `verdicts at risk: ${atRisk}; lost of them: ${lost}; stood: ${kinds.join(', ')}`;
}
