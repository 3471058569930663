import { faultKinds, type FaultLine, type Trace } from '../../sim/faults.ts';
import { seeded } from '../../sim/seeded.ts';
import type { Figure, Options } from '../figures.ts';
import { deniedListing, unshown } from './coverage.ts';
import type { Tally } from './judge.ts';
import { openMatrix, type Matrix } from './matrix.ts';

const multiRuns = { quick: 200, usual: 2000, full: 10_000 } as const;

/** The whole fault matrix over all clouds, or over the one that is asked for, each fault alone, then many at once. */
export async function r1({ size, seed, say, cloud }: Options): Promise<Figure> {
  const whole = await openMatrix();
  const matrix = { ...whole, subjects: whole.subjects.filter(({ name }) => cloud === undefined || name === cloud) };
  const share = matrix.subjects.length / whole.subjects.length;
  const escaped: string[] = [];
  const catchEscaped = (error: unknown): void => void escaped.push(String(error));
  process.on('unhandledRejection', catchEscaped);
  try {
    const single = await everyFault(matrix, say);
    const { tally, truth } = matrix;
    const alone = riskOf(tally);
    const multi = await manyFaults(matrix, multiRuns[size] * share, seed, say);
    const listing = await deniedListing(whole);
    const crash = tally.crash + escaped.length;
    const { falsePass, falseResolve, lostFail, unpredictedUnknown } = tally;
    const columns = { falsePass, falseResolve, lostFail, crash, unpredictedUnknown };
    const counts = { singleFaults: single.runs, multiFaultRuns: multi.runs, ...columns };
    const judged = [...truth.pairs.values()];
    const lacking = unshown(matrix);
    return {
      id: cloud === undefined ? 'R1' : `R1 of ${cloud} alone`,
      counts,
      table: [
        ['cloud', 'single faults', 'multi-fault runs', 'answers spoilt'],
        ...matrix.subjects.map(({ name }) => [
          name,
          single.per.get(name) ?? 0,
          multi.per.get(name) ?? 0,
          (single.spoilt.get(name) ?? 0) + (multi.spoilt.get(name) ?? 0),
        ]),
        ['all', single.runs, multi.runs, ''],
      ],
      notes: [
        ...Object.entries({ ...columns, 'other wrong verdicts': tally.wrong }).map(
          ([name, count]) => `${name}: ${count}`,
        ),
        `verdicts per run: ${judged.length}; lost to faults in all runs: ${tally.lost}`,
        `single faults: ${alone}`,
        `rules with a fail and a pass in the estates: ${lacking.length === 0 ? 'all ' : 'not all '}${truth.rules.length}`,
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
  } finally {
    process.off('unhandledRejection', catchEscaped);
    await matrix.close();
  }
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

interface Ran {
  runs: number;
  readonly per: Map<string, number>;
  readonly spoilt: Map<string, number>;
}

const emptyRan = (): Ran => ({ runs: 0, per: new Map(), spoilt: new Map() });

function count(ran: Ran, name: string, spoilt: number): void {
  ran.runs += 1;
  ran.per.set(name, (ran.per.get(name) ?? 0) + 1);
  ran.spoilt.set(name, (ran.spoilt.get(name) ?? 0) + spoilt);
}

/** Every operation of the fault-free trace with every fault at its first, its middle and its last call. */
async function everyFault(matrix: Matrix, say: Options['say']): Promise<Ran> {
  const ran = emptyRan();
  for (const subject of matrix.subjects) {
    for (const line of triplesOf(subject.fresh)) {
      count(ran, subject.name, await matrix.run(subject, [line]));
      if (ran.runs % 50 === 0) say(`R1 ${subject.name}: ${ran.runs} single faults`);
    }
  }
  return ran;
}

export const triplesOf = (trace: Trace): readonly FaultLine[] =>
  Object.entries(trace).flatMap(([operation, calls]) =>
    faultKinds.flatMap((fault) => positionsOf(calls).map((position): FaultLine => ({ operation, fault, position }))),
  );

/** Of few calls the first is also the middle or the last one. */
function positionsOf(calls: number): readonly number[] {
  return [...new Set([1, Math.ceil(calls / 2), calls])];
}

/** Seeded runs of two to six faults, some of which a retry cures. */
async function manyFaults(matrix: Matrix, runs: number, seed: number, say: Options['say']): Promise<Ran> {
  const random = seeded(`${seed}/faults`);
  const ran = emptyRan();
  while (ran.runs < runs) {
    const subject = random.pick(matrix.subjects);
    const operations = Object.keys(subject.fresh);
    const lines = Array.from({ length: random.integer(2, 6) }, (): FaultLine => {
      const operation = random.pick(operations);
      const calls = subject.fresh[operation] ?? 1;
      const position = random.chance(0.15) ? 'all' : random.integer(1, calls);
      return { operation, fault: random.pick(faultKinds), position, ...(random.chance(0.3) && { attempts: 1 }) };
    });
    count(ran, subject.name, await matrix.run(subject, lines));
    if (ran.runs % 50 === 0) say(`R1: ${ran.runs} multi-fault runs of ${runs}`);
  }
  return ran;
}
