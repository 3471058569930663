import { parseInstant } from '#lib/time';
import type { Change, ChangeRecord, Instant, Memory } from '#model';
import { movesOf } from '../moves.ts';
import { partsOf, type Part } from '../re-read.ts';
import { scan } from '../scan.ts';
import { alone, busy } from './alone.ts';
import { awaitedIn } from './awaited.ts';
import { cloudOf } from './homes.ts';
import { isMoved, laidOver } from './laid.ts';
import { lastFleet, type LastFleet } from './last-fleet.ts';
import { lookAt, type Looked, type Ways } from './look.ts';
import { keepMark, marksOf } from './marks.ts';
import { sorted } from './owed.ts';
import { rereadsSince } from './rereads.ts';
import { judgedAt, nowIn, type Stack } from './stack.ts';

/** An order to look after a change. */
export interface Look {
  readonly eventId: string;
  readonly at: Instant;
  /** How many looks were made before. */
  readonly look: number;
  /** The targets that are still looked at; absent while they all are. */
  readonly left?: readonly string[] | undefined;
  /** Whether some had their time without showing the change. */
  readonly unsettled?: boolean | undefined;
}

/** How a cloud is looked at, and how the next look is ordered. */
export interface Looking extends Ways {
  /** To be looked at so many seconds from now. */
  order(look: Look, seconds: number): Promise<void>;
}

/** What an order came to: how far the change is, or why nothing was done. */
export type Came = ChangeRecord['state'] | 'unknown' | 'repeated' | 'early' | 'given-back';

/** How long a judgement of others is waited for, and when an order that came at a bad time is given again. */
const patience = 20_000;
const later = 15;

/** Until the first sweep has ended a change waits for it, but not for longer than this, in milliseconds. */
const firstSweep = 7_200_000;
const untilThen = 120;

/**
 * Looks at what a change touched in one cloud, judges it, and orders the next look. An order that comes twice, or after a
 * function that died with it, comes to the same.
 */
export async function lookAfter(stack: Stack, ways: Looking, order: Look): Promise<Came> {
  const record = await stack.memory.changeOf(order);
  if (!record) return 'unknown';
  if (record.state !== 'following' || (await isMade(stack, ways, order))) return 'repeated';
  const fleet = await lastFleet(stack.memory);
  const isYoung = stack.clock.now() - (parseInstant(order.at) ?? 0) < firstSweep;
  if (!fleet && isYoung) {
    await ways.order(order, untilThen);
    return 'early';
  }
  const { snapshots } = fleet ?? { snapshots: [] };
  const parts = partsOf(snapshots, record.change.touched, stack.types).filter(
    ({ stood: { target } }) => cloudOf(target, stack.types) === ways.cloud && (order.left?.includes(target.id) ?? true),
  );
  const looks = await Promise.all(
    parts.map((part: Part) => lookAt(stack, ways, { record, look: order.look, snapshots }, part)),
  );
  const came = await alone(stack, patience, (memory) => judge({ ...stack, memory }, ways, order, looks));
  if (came !== busy) return came;
  await ways.order(order, later);
  return 'given-back';
}

const isMade = async (stack: Stack, { cloud }: Looking, order: Look): Promise<boolean> => {
  const mark = (await marksOf(stack, order)).get(cloud);
  return mark !== undefined && (mark.ended !== undefined || mark.next > order.look);
};

/** Judges what was read, and writes down how far the change is. Nobody else judges meanwhile. */
async function judge(stack: Stack, ways: Looking, order: Look, looks: readonly (Looked | undefined)[]): Promise<Came> {
  const { memory } = stack;
  const record = await memory.changeOf(order);
  if (record?.state !== 'following' || (await isMade(stack, ways, order))) return 'repeated';
  const moves = await movesOf(record, memory, true);
  const made = looks.flatMap((it) => it ?? []);
  const left = made.filter(({ next }) => next !== undefined);
  const isUnsettled =
    order.unsettled === true ||
    made.length < Math.max(looks.length, order.left?.length ?? 1) ||
    made.some(({ isSettled, next }) => !isSettled && next === undefined);
  const ended = isUnsettled ? 'unsettled' : 'settled';
  const others = [...(await marksOf(stack, order))].flatMap(([cloud, mark]) => (cloud === ways.cloud ? [] : [mark]));
  const isEnd = left.length === 0 && others.every((mark) => mark.ended !== undefined);
  const fleet = await lastFleet(memory);
  if (fleet && made.length > 0) {
    const waited = isEnd ? moves.announced() : [];
    moves.add(await judged({ stack, ways, fleet, change: record.change, made, isEnd, waited }));
  }
  const state = isEnd ? endOf(order, looks, [ended, ...others.flatMap((mark) => mark.ended ?? [])]) : 'following';
  await moves.keep(state, made.length);
  if (left.length > 0) {
    const seconds = Math.ceil(Math.min(...left.flatMap(({ next }) => next ?? [])) / 1000);
    const { eventId, at, look } = order;
    const rest = left.map(({ target }) => target);
    await ways.order({ eventId, at, look: look + 1, left: rest, ...(isUnsettled && { unsettled: true }) }, seconds);
  }
  await keepMark(stack, order, ways.cloud, { next: order.look + 1, ...(left.length === 0 && { ended }) });
  return state;
}

/** Nobody watches what it touched where no look found anything to look at. */
function endOf(
  { look }: Look,
  looks: readonly unknown[],
  ended: readonly ('settled' | 'unsettled')[],
): ChangeRecord['state'] {
  if (look === 0 && looks.length === 0 && ended.length === 1) return 'outside';
  return ended.every((it) => it === 'settled') ? 'settled' : 'unsettled';
}

interface Judging {
  readonly stack: Stack;
  readonly ways: Looking;
  readonly fleet: LastFleet;
  readonly change: Change;
  readonly made: readonly Looked[];
  readonly isEnd: boolean;
  /** What was announced for the change and is waited for no longer. */
  readonly waited: readonly string[];
}

/** What the answers moved. Nothing is judged where all stands as it did and nobody waited for it. */
async function judged({ stack, ways, fleet, change, made, isEnd, waited }: Judging) {
  const { memory, live, clock } = stack;
  const since = made.map(({ began }) => began).sort()[0] ?? nowIn(stack);
  // What others read and have not judged yet is theirs to judge.
  const rereads = await sorted(stack, await rereadsSince(stack, since), change);
  const snapshots = await laidOver(stack, fleet.snapshots, rereads.judged);
  if (!isMoved(fleet.snapshots, snapshots) && !(await isAnyAnnounced(memory, waited))) return [];
  const awaited = await awaitedIn(memory, isEnd ? change : undefined);
  const targets = Map.groupBy(
    made.map(({ target }) => target),
    (id) => (id.startsWith('k8s:') ? 'kubernetes' : ways.cloud),
  );
  const clouds = await Promise.all([...targets].map(([provider, its]) => ways.cloudFor(provider, its, snapshots)));
  const startedAt = judgedAt(stack, fleet.run);
  const { changes } = await scan({
    ...{ snapshots, memory, clock, startedAt, awaited, change, kind: 're-read' },
    ...(await live(startedAt)),
    clouds: clouds.flatMap((it) => it ?? []),
  });
  return changes;
}

const isAnyAnnounced = async (memory: Memory, ids: readonly string[]): Promise<boolean> =>
  ids.length > 0 && (await memory.findings()).some(({ id, status }) => status === 'announced' && ids.includes(id));
