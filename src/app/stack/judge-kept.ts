import { isOpen } from '#engine/diff';
import { compareText } from '#lib/text';
import type { Change, ChangeRecord, Memory, Snapshot } from '#model';
import { scanPart, type PartInput } from '../scan-part.ts';
import { scan, type ScanInput, type Scanned } from '../scan.ts';
import { awaitedIn, movesKnown, type Awaited } from './awaited.ts';
import { areApart } from './crowded.ts';
import { cloudsOf } from './homes.ts';
import { isMoved, laidOver } from './laid.ts';
import { lastFleet, type LastFleet } from './last-fleet.ts';
import { marksOf, type Ended } from './marks.ts';
import { goneBy, markJudged, type ShelvedReread } from './rereads.ts';
import { judgedAt, type Judge } from './stack.ts';

/** What is judged, and for whom. */
export interface Keeping {
  /** Every re-read that may not be judged yet, with all that began after the first of them. */
  readonly rereads: readonly ShelvedReread[];
  /** Changes whose looks may have ended. */
  readonly changes: readonly Named[];
  /** What stands; the last run where nothing is said. */
  readonly fleetOf?: () => Promise<LastFleet | undefined>;
}

type Named = Pick<Change, 'eventId' | 'at'>;

/** How far the changes are, and what could not be judged, by `nameOf` of each change. */
export interface Kept {
  readonly states: ReadonlyMap<string, ChangeRecord['state']>;
  readonly failed: ReadonlyMap<string, unknown>;
}

export const nameOf = ({ at, eventId }: Named): string => `${at} ${eventId}`;

/** One change, with what was read for it and is not judged yet. */
interface Step {
  readonly record: ChangeRecord;
  readonly own: readonly ShelvedReread[];
  /** How its looks ended, once they all have. */
  readonly ended: Ended | undefined;
}

/**
 * Judges what was read after changes and is not judged yet, each for the change that it was read for, and writes down how far
 * each change is. Nobody else judges meanwhile. Where it dies on the way, the rest is judged by whoever comes next.
 */
export async function judgeKept(stack: Judge, keeping: Keeping): Promise<Kept> {
  const { memory } = stack;
  const fleetOf = keeping.fleetOf ?? (() => lastFleet(memory));
  const steps = await stepsIn(stack, keeping, fleetOf);
  const owed = new Set(steps.flatMap(({ own }) => own));
  const judged = new Set(keeping.rereads.filter((it) => !owed.has(it)));
  if (await isAllUnmoved({ ...stack, fleetOf }, steps, judged)) for (const it of owed) judged.add(it);
  const states = new Map<string, ChangeRecord['state']>();
  const failed = new Map<string, unknown>();
  for (const step of steps) {
    const name = nameOf(step.record.change);
    try {
      states.set(name, await judgeOne({ ...stack, fleetOf }, step, judged));
      for (const it of step.own) judged.add(it);
    } catch (error) {
      failed.set(name, error);
    }
  }
  return { states, failed };
}

type Court = Judge & { readonly fleetOf: () => Promise<LastFleet | undefined> };

/** The changes that are followed and have something to be judged or have ended, in the order in which they were read for. */
async function stepsIn(
  stack: Judge,
  { rereads, changes }: Keeping,
  fleetOf: Court['fleetOf'],
): Promise<readonly Step[]> {
  const owed = Map.groupBy(
    rereads.filter(({ judged }) => !judged),
    ({ by }) => nameOf(by),
  );
  const named = new Map(
    [...[...owed.values()].flatMap(([it]) => it?.by ?? []), ...changes].map((it) => [nameOf(it), it]),
  );
  const fleet = named.size > 0 ? await fleetOf() : undefined;
  const steps: Step[] = [];
  for (const [name, change] of named) {
    const record = await stack.memory.changeOf(change);
    // What was read for one that is followed no longer was judged before it ended.
    if (record?.state !== 'following') continue;
    const own = owed.get(name) ?? [];
    const ended = await endOf(stack, record.change, fleet);
    if (own.length > 0 ? fleet !== undefined : ended !== undefined) steps.push({ record, own, ended });
  }
  return steps;
}

/** How the looks after a change ended in all clouds that look after it; undefined while one does. */
async function endOf(stack: Judge, change: Change, fleet: LastFleet | undefined): Promise<Ended | undefined> {
  const marks = await marksOf(stack, change);
  const clouds = [...new Set([...marks.keys(), ...cloudsOf(change, fleet, stack.types)])];
  const ends = clouds.map((cloud) => marks.get(cloud)?.ended);
  if (ends.length === 0 || ends.includes(undefined)) return undefined;
  const [first] = ends;
  return ends.every((it) => it === first) ? first : 'unsettled';
}

/**
 * Whether all that was read together moves nothing, so that nobody need be told apart: one judgement is made of it then. What
 * two changes did to the same objects is judged one after the other all the same.
 */
async function isAllUnmoved(
  stack: Court,
  steps: readonly Step[],
  judged: ReadonlySet<ShelvedReread>,
): Promise<boolean> {
  const read = steps.filter(({ own }) => own.length > 0);
  const fleet =
    read.length > 1 && areApart(read.map(({ record }) => record.change)) ? await stack.fleetOf() : undefined;
  if (!fleet) return false;
  const own = read.flatMap((step) => step.own);
  const snapshots = await laidFrom(stack, fleet, judged.union(new Set(own)), own);
  if (!isMoved(fleet.snapshots, snapshots)) return false;
  const outcomes: Parameters<Memory['write']>[0][] = [];
  const dry: Memory = { ...stack.memory, write: (outcome) => Promise.resolve(void outcomes.push(outcome)) };
  const { changes } = await judgement({ ...stack, memory: dry }, fleet, { snapshots, gone: await goneBy(stack, own) });
  if (changes.length > 0) return false;
  for (const outcome of outcomes) await stack.memory.write(outcome);
  return true;
}

/** Judges what was read for one change, over what was judged before. */
async function judgeOne(
  stack: Court,
  { record, own, ended }: Step,
  judged: ReadonlySet<ShelvedReread>,
): Promise<ChangeRecord['state']> {
  const fleet = await stack.fleetOf();
  const awaited = await awaitedIn(stack, ended === undefined ? undefined : record.change);
  const moves = await movesKnown(stack, record, awaited, fleet?.snapshots ?? []);
  const waited = ended === undefined ? [] : moves.announced();
  if (fleet) {
    const snapshots = await laidFrom(stack, fleet, judged.union(new Set(own)), own);
    const gone = await goneBy(stack, own);
    if (isMoved(fleet.snapshots, snapshots) || (await isAnyLeft(stack, waited, gone))) {
      moves.add((await judgement(stack, fleet, { snapshots, gone, awaited, change: record.change })).changes);
    }
  }
  const state = ended ?? 'following';
  await moves.keep(state, own.length);
  await markJudged(stack, own);
  return state;
}

/** What stands with all re-reads over it that began with the first of some or after it. */
async function laidFrom(
  stack: Judge,
  { snapshots }: LastFleet,
  rereads: ReadonlySet<ShelvedReread>,
  own: readonly ShelvedReread[],
) {
  const [since] = own.map(({ began }) => began).sort(compareText);
  if (since === undefined) return snapshots;
  return laidOver(
    stack,
    snapshots,
    [...rereads].filter(({ began }) => began >= since),
  );
}

async function judgement(
  stack: Judge,
  { run, snapshots: stood }: LastFleet,
  { gone, awaited: given, ...more }: Judging,
): Promise<Scanned> {
  const { memory, live, clock, standing, lookout } = stack;
  const startedAt = judgedAt(stack, run);
  const { awaited, announced } = given ?? (await awaitedIn(stack));
  const input: ScanInput & Pick<PartInput, 'memory'> = {
    ...{ ...more, memory, clock, startedAt, awaited, kind: 're-read' },
    ...(await live(startedAt)),
    // What was read after it was asked for is there.
    gone: withoutThose(gone, more.snapshots),
  };
  return (announced && (await scanPart({ ...input, last: run, stood, standing, announced, lookout }))) ?? scan(input);
}

function withoutThose(gone: ReadonlySet<string>, snapshots: readonly Snapshot[]): ReadonlySet<string> {
  if (gone.size === 0) return gone;
  const left = new Set(gone);
  for (const { resources } of snapshots) for (const { id } of resources) left.delete(id);
  return left;
}

interface Judging extends Pick<ScanInput, 'snapshots' | 'change'> {
  readonly gone: ReadonlySet<string>;
  readonly awaited?: Awaited;
}

/** Whether a finding is waited for no longer that was announced only, or stands open on what is gone. */
const isAnyLeft = async (
  { memory, isSure }: Judge,
  waited: readonly string[],
  gone: ReadonlySet<string>,
): Promise<boolean> =>
  waited.length + gone.size > 0 &&
  (await (isSure && gone.size === 0 ? memory.findingsOf(waited) : memory.findings())).some(
    (it) => (it.status === 'announced' && waited.includes(it.id)) || (isOpen(it) && gone.has(it.resource.id)),
  );
