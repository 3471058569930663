import { typesOf } from '#engine/ruleset';
import { stepsOn } from '#engine/simulate';
import { snapshotOf } from '#engine/snapshot-id';
import { canonicalJson } from '#lib/canonical';
import type { AnyRule } from '#engine/any-rule';
import type { Change, ChangeRecord, Clock, Cloud, FindingChange, Memory, Notice, Policy, Reading } from '#model';
import type { Touched, Type } from '#model';
import { announceChange } from './announce-change.ts';
import { collectAll, type Progress } from './collect-all.ts';
import { fleetOf, type Ordered } from './fleet.ts';
import { follow, type Ending } from './follow.ts';
import { movesOf, type Moves } from './moves.ts';
import { newsOf, type News } from './news.ts';
import { oneByOne, sharing } from './turns.ts';
import { rereadAt, touchedIn } from './re-read.ts';
import { scan, type Scanned } from './scan.ts';

/** What is watched, by which rules, and where it is remembered. */
export interface WatchInput {
  readonly clouds: readonly Cloud[];
  readonly clusters?: ((readings: readonly Reading[]) => Promise<Cloud> | Cloud) | undefined;
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  /** What stood when the last process ended. */
  readonly readings?: readonly Reading[];
  /** Hears of what a change moved, as soon as it is remembered. */
  readonly moved?: (change: Change, changes: readonly FindingChange[]) => void;
}

/** A tracked change as an event reader gives it. */
export type Tracked = Extract<Notice, { readonly is: 'change' }>;

/** Sweeps and changes over one fleet, judged one at a time; reading goes on meanwhile. */
export interface Watch {
  /** Reads everything. What changes made be read again meanwhile stands over it. */
  sweep(): Promise<Scanned>;
  /** Announces what a change will do, and follows it until the answers show it. The same event twice is one change. */
  hear(tracked: Tracked): Promise<ChangeRecord>;
  /** Goes on with changes that an earlier process was following. Answers how many they were. */
  resume(): Promise<number>;
}

/** Events that are remembered, so that a second delivery is known. */
const most = 10_000;

export function watchOf(input: WatchInput): Watch {
  const { rules, policy, memory, clock, signal } = input;
  const types = typesOf(rules);
  const fleet = fleetOf(input.readings ?? [], types);
  const heard = new Map<string, { following: Promise<ChangeRecord>; news: News; isOver: () => boolean }>();
  const open: Following[] = [];
  const awaited = new Set<string>();
  let sweeping: Promise<Scanned> | undefined;
  const inTurn = oneByOne();
  const shared = sharing<Ordered>();
  let inside: Promise<Cloud> | undefined;

  const { clusters } = input;
  const enter =
    clusters && ((found: readonly Reading[]): Promise<Cloud> => (inside = Promise.resolve(clusters(found))));
  const cloudFor = async (provider: Cloud['provider']): Promise<Cloud | undefined> =>
    provider === 'kubernetes'
      ? (inside ?? enter?.(fleet.readings()))
      : input.clouds.find((it) => it.provider === provider);
  const judge = async (readings: readonly Reading[], change?: Change): Promise<Scanned> => {
    const entered = await inside;
    const clouds = entered ? [...input.clouds, entered] : input.clouds;
    // A run counts from when it is judged: what is remembered later is newer.
    const standing = { readings, clouds, rules, policy, memory, clock, awaited, startedAt: now() };
    return scan({ ...standing, ...(signal && { signal }), ...(change && { change, kind: 're-read' }) });
  };
  const now = (): string => new Date(clock.now()).toISOString();

  const announceIt = async ({ change, announced }: Tracked): Promise<readonly FindingChange[]> => {
    const snapshots = fleet.readings().map((it) => snapshotOf(it, types));
    return announceChange({ change, announced, snapshots, rules, policy, memory, at: now() });
  };

  /** Follows what a change touched in one target. */
  const followIn = async ({ stood, touched }: Part, following: Following): Promise<Ending> => {
    const { tracked, tell, moves, news } = following;
    const { change, announced } = tracked;
    const { target } = stood;
    const cloud = await cloudFor(target.provider);
    if (!cloud) return { state: 'unsettled', reads: 0 };
    const readAgain = async (): Promise<Ordered> => {
      const order = fleet.begin();
      return { ...(await rereadAt({ cloud, stood, types, signal }, touched)), order };
    };
    return follow({
      ...{ change, touched, types, before: snapshotOf(stood, types), clock, signal },
      announced: stepsOn(announced, [stood]),
      isCrowded: () =>
        open.some((it) => it !== following && it.heardAt > clock.now() - crowd && meet(it.tracked, touched)),
      pause: (ms) => Promise.race([clock.sleep(ms, signal).catch(() => undefined), news.next()]),
      read: () => shared(canonicalJson([target.id, touched]), readAgain),
      take: (again, isLast) =>
        inTurn(async () => {
          if (signal?.aborted) return;
          const waited = isLast ? moves.announced().filter((id) => awaited.delete(id)) : [];
          if (!fleet.reread(again) && waited.length === 0) return;
          const { scan: judged, changes } = await judge(fleet.readings(), change);
          if (!judged.interrupted) tell(changes);
        }),
    });
  };

  const followAll = async (tracked: Tracked, news: News): Promise<ChangeRecord> => {
    const { change } = tracked;
    if (fleet.readings().length === 0) await sweeping?.catch(() => undefined);
    const parts = fleet.readings().flatMap((stood) => partOf(stood, change.touched, types) ?? []);
    const moves: Moves = await inTurn(() => movesOf(change, memory));
    const tell: Tell = (changes) => {
      moves.add(changes);
      if (changes.length > 0) input.moved?.(change, changes);
    };
    if (parts.length === 0) return inTurn(() => moves.keep('outside', 0));
    const following: Following = { tracked, tell, moves, news, heardAt: clock.now() };
    open.push(following);
    await inTurn(async () => {
      tell(await announceIt(tracked));
      for (const id of moves.announced()) awaited.add(id);
      await moves.keep('following', 0);
    });
    const endings = await Promise.allSettled(parts.map((it) => followIn(it, following)));
    for (const id of moves.announced()) awaited.delete(id);
    for (const old of open.filter((it) => it.heardAt <= clock.now() - crowd)) open.splice(open.indexOf(old), 1);
    const ended = endings.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    const isSettled = ended.length === parts.length && ended.every(({ state }) => state === 'settled');
    const reads = ended.reduce((sum, it) => sum + it.reads, 0);
    const failed = endings.find((it) => it.status === 'rejected');
    // An interrupt leaves it as one that is followed: the next process goes on with it.
    if (signal?.aborted) return inTurn(() => moves.keep('following', reads));
    const record = await inTurn(() => moves.keep(isSettled ? 'settled' : 'unsettled', reads));
    if (failed) throw failed.reason;
    return record;
  };

  const sweepNow = async (): Promise<Scanned> => {
    const { clouds, progress } = input;
    const order = fleet.beginSweep();
    const within = { ...(enter && { clusters: enter }), ...(signal && { signal }) };
    let readings: readonly Reading[] | undefined;
    let doubtful: readonly Touched[] = [];
    try {
      readings = await collectAll({ clouds, progress, ...within });
      return await inTurn(() => {
        // Clouds that nobody could enter leave what stood.
        doubtful = fleet.endSweep(order, readings?.length === 0 ? undefined : readings);
        return judge(readings?.length === 0 ? [] : fleet.readings());
      });
    } finally {
      if (!readings) fleet.endSweep(order);
      if (doubtful.length > 0) await readOnceMore(doubtful);
    }
  };

  /** What a sweep and a re-read during it answered differently is read once more: one of them is out of date. */
  const readOnceMore = async (touched: readonly Touched[]): Promise<void> => {
    const parts = fleet.readings().flatMap((stood) => partOf(stood, touched, types) ?? []);
    for (const { stood, touched: asked } of parts) {
      const cloud = await cloudFor(stood.target.provider);
      const order = fleet.begin();
      const again = cloud && { ...(await rereadAt({ cloud, stood, types, signal }, asked)), order };
      if (again) await inTurn(async () => (fleet.reread(again) ? judge(fleet.readings()) : undefined));
    }
  };

  return {
    sweep() {
      sweeping = sweepNow();
      return sweeping;
    },
    hear(tracked) {
      const id = `${tracked.change.provider} ${tracked.change.eventId}`;
      const known = heard.get(id);
      if (known && !known.isOver()) {
        known.news.tell();
        return known.following;
      }
      const news = newsOf();
      const following = followAll(tracked, news);
      let over = false;
      following.then(
        ({ state }) => (over = state !== 'settled'),
        () => (over = true),
      );
      heard.set(id, { following, news, isOver: () => over });
      const [oldest] = heard.keys();
      if (heard.size > most && oldest !== undefined) heard.delete(oldest);
      return following;
    },
    async resume() {
      const records = await memory.changes(most);
      const left = records.filter(({ state }) => state === 'following');
      await Promise.all(left.map(({ change }) => this.hear({ is: 'change', change, announced: [] })));
      return left.length;
    },
  };
}

/** A change that is looked after. */
interface Following {
  readonly tracked: Tracked;
  readonly tell: Tell;
  readonly moves: Moves;
  readonly news: News;
  readonly heardAt: number;
}

/** Changes of one object within this many milliseconds are told apart by a second look. */
const crowd = 60_000;

/** Whether a change may have altered something of what another one touched. */
const meet = ({ change }: Tracked, touched: readonly Touched[]): boolean =>
  change.touched.some((a) =>
    touched.some((b) => a.type === b.type && a.target === b.target && (!a.id || !b.id || a.id === b.id)),
  );

/** What a change touched in one target, and how that stood. */
interface Part {
  readonly stood: Reading;
  readonly touched: readonly Touched[];
}

function partOf(stood: Reading, all: readonly Touched[], types: readonly Type[]): Part | undefined {
  const touched = touchedIn(stood, all, types);
  return touched.length === 0 ? undefined : { stood, touched };
}

type Tell = (changes: readonly FindingChange[]) => void;
