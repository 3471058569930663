import { faultKinds, type FaultLine, type Trace } from '../../sim/faults.ts';
import { seeded } from '../../sim/seeded.ts';
import type { Options } from '../figures.ts';
import { deniedListing, unshown } from './coverage.ts';
import { emptyTally, type Tally } from './judge.ts';
import { openMatrix, type Matrix } from './matrix.ts';

const multiRuns = { quick: 200, usual: 2000, full: 10_000 } as const;

/** The share of the single faults whose run leaves nothing out, to show that the others may. */
const wholeRuns = 0.05;

/** Which of the runs are made: every so many from one on, so that several processes share them. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

/** What a share of the runs came to. */
export interface Ran {
  readonly single: Counted;
  readonly multi: Counted;
  /** After the single faults, and after all. */
  readonly alone: Tally;
  readonly tally: Tally;
  readonly escaped: readonly string[];
  /** What the first share says besides. */
  readonly shown?: Shown;
}

/** What the estates are good for, whatever the faults. */
export interface Shown {
  readonly clouds: readonly string[];
  readonly verdicts: number;
  readonly rules: number;
  /** Rules that no fault could rob of a fail or of a pass. */
  readonly lacking: readonly string[];
  readonly listing: Awaited<ReturnType<typeof deniedListing>>;
}

/** Runs of each cloud, and the answers that were spoilt in them. */
export interface Counted {
  runs: number;
  readonly per: Record<string, number>;
  readonly spoilt: Record<string, number>;
}

/** Makes a share of the runs: every fault alone, then many at once. */
export async function runsOf({ size, seed, say, cloud }: Options, share: Share): Promise<Ran> {
  const whole = await openMatrix();
  const matrix = { ...whole, subjects: whole.subjects.filter(({ name }) => cloud === undefined || name === cloud) };
  const escaped: string[] = [];
  const catchEscaped = (error: unknown): void => void escaped.push(String(error));
  process.on('unhandledRejection', catchEscaped);
  try {
    const { tally } = matrix;
    const single = await everyFault(matrix, seed, share, say);
    const alone = structuredClone(tally);
    const runs = multiRuns[size] * (matrix.subjects.length / whole.subjects.length);
    const multi = await manyFaults(matrix, runs, seed, share, say);
    const ran = { single, multi, alone, tally, escaped };
    return share.part === 0 ? { ...ran, shown: await shownBy(whole, matrix.subjects) } : ran;
  } finally {
    process.off('unhandledRejection', catchEscaped);
    await matrix.close();
  }
}

async function shownBy(whole: Matrix, subjects: Matrix['subjects']): Promise<Shown> {
  return {
    clouds: subjects.map(({ name }) => name),
    verdicts: whole.truth.pairs.size,
    rules: whole.truth.rules.length,
    lacking: unshown(whole),
    listing: await deniedListing(whole),
  };
}

/** The shares put together again. */
export function together(shares: readonly Ran[]): Ran & { readonly shown: Shown } {
  const shown = shares.map((share) => share.shown).find((it) => it !== undefined);
  if (!shown) throw new Error('no share says what the estates are good for');
  return {
    single: countedIn(shares.map(({ single }) => single)),
    multi: countedIn(shares.map(({ multi }) => multi)),
    alone: talliesIn(shares.map(({ alone }) => alone)),
    tally: talliesIn(shares.map(({ tally }) => tally)),
    escaped: shares.flatMap(({ escaped }) => escaped),
    shown,
  };
}

function countedIn(all: readonly Counted[]): Counted {
  const sum = emptyCounted();
  for (const { runs, per, spoilt } of all) {
    sum.runs += runs;
    add(sum.per, per);
    add(sum.spoilt, spoilt);
  }
  return sum;
}

function talliesIn(all: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const { stood, examples, ...counts } of all) {
    add(sum, counts);
    add(sum.stood, stood);
    sum.examples.push(...examples);
  }
  return sum;
}

function add(sum: object, counts: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(counts)) Reflect.set(sum, key, Number(Reflect.get(sum, key) ?? 0) + count);
}

const emptyCounted = (): Counted => ({ runs: 0, per: {}, spoilt: {} });

function count(ran: Counted, name: string, spoilt: number): void {
  ran.runs += 1;
  add(ran.per, { [name]: 1 });
  add(ran.spoilt, { [name]: spoilt });
}

/** Every operation of the fault-free trace with every fault at its first, its middle and its last call. */
async function everyFault(matrix: Matrix, seed: number, { part, of }: Share, say: Options['say']): Promise<Counted> {
  const ran = emptyCounted();
  const random = seeded(`${seed}/whole runs`);
  const all = matrix.subjects.flatMap((subject) => triplesOf(subject.fresh).map((line) => ({ subject, line })));
  for (const [at, { subject, line }] of all.entries()) {
    const extent = random.chance(wholeRuns) ? 'whole' : undefined;
    if (at % of !== part) continue;
    count(ran, subject.name, await matrix.run(subject, [line], extent));
    if (ran.runs % 50 === 0) say(`R1 ${subject.name}: ${ran.runs} single faults`);
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
async function manyFaults(
  matrix: Matrix,
  runs: number,
  seed: number,
  { part, of }: Share,
  say: Options['say'],
): Promise<Counted> {
  const random = seeded(`${seed}/faults`);
  const ran = emptyCounted();
  for (let at = 0; at < runs; at += 1) {
    const subject = random.pick(matrix.subjects);
    const operations = Object.keys(subject.fresh);
    const lines = Array.from({ length: random.integer(2, 6) }, (): FaultLine => {
      const operation = random.pick(operations);
      const calls = subject.fresh[operation] ?? 1;
      const position = random.chance(0.15) ? 'all' : random.integer(1, calls);
      return { operation, fault: random.pick(faultKinds), position, ...(random.chance(0.3) && { attempts: 1 }) };
    });
    if (at % of !== part) continue;
    count(ran, subject.name, await matrix.run(subject, lines));
    if (ran.runs % 50 === 0) say(`R1: ${ran.runs} multi-fault runs of ${runs}`);
  }
  return ran;
}
