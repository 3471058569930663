import type { Reread } from '#engine/refresh';
import { typesOf } from '#engine/ruleset';
import { stepsOn } from '#engine/simulate';
import { snapshotOf } from '#engine/snapshot-id';
import { canonicalJson } from '#lib/canonical';
import type { AnyRule } from '#engine/any-rule';
import type { Change, ChangeRecord, Clock, Cloud, FindingChange, Memory, Notice, Policy, Reading } from '#model';
import type { Touched, Type } from '#model';
import { announceChange } from './announce-change.ts';
import { collectAll, type Progress } from './collect-all.ts';
import { fleetOf } from './fleet.ts';
import { follow, type Ending } from './follow.ts';
import { movesOf, type Moves } from './moves.ts';
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
}

/** Events that are remembered, so that a second delivery is known. */
const most = 10_000;

export function watchOf(input: WatchInput): Watch {
  const { rules, policy, memory, clock, signal } = input;
  const types = typesOf(rules);
  const fleet = fleetOf(input.readings ?? []);
  const heard = new Map<string, Promise<ChangeRecord>>();
  const inTurn = oneByOne();
  const shared = sharing<Reread>();
  let inside: Promise<Cloud> | undefined;

  const { clusters } = input;
  const enter =
    clusters && ((found: readonly Reading[]): Promise<Cloud> => (inside = Promise.resolve(clusters(found))));
  const cloudFor = async (provider: Cloud['provider']): Promise<Cloud | undefined> =>
    provider === 'kubernetes'
      ? (inside ?? enter?.(fleet.readings()))
      : input.clouds.find((it) => it.provider === provider);
  const judge = async (startedAt: string, change?: Change): Promise<Scanned> => {
    const entered = await inside;
    const clouds = entered ? [...input.clouds, entered] : input.clouds;
    const standing = { readings: fleet.readings(), clouds, rules, policy, memory, clock, startedAt };
    return scan({ ...standing, ...(signal && { signal }), ...(change && { change }) });
  };
  const now = (): string => new Date(clock.now()).toISOString();

  const announceIt = async ({ change, announced }: Tracked): Promise<readonly FindingChange[]> => {
    const snapshots = fleet.readings().map((it) => snapshotOf(it, types));
    return announceChange({ change, announced, snapshots, rules, policy, memory, at: now() });
  };

  /** Follows what a change touched in one target. */
  const followIn = async ({ stood, touched }: Part, { change, announced }: Tracked, tell: Tell): Promise<Ending> => {
    const { target } = stood;
    const cloud = await cloudFor(target.provider);
    if (!cloud) return { state: 'unsettled', reads: 0 };
    return follow({
      ...{ change, touched, types, before: snapshotOf(stood, types), clock, signal },
      announced: stepsOn(announced, [stood]),
      read: () => shared(canonicalJson([target.id, touched]), () => rereadAt({ cloud, stood, types, signal }, touched)),
      take: (again) =>
        inTurn(async () => {
          fleet.reread(again);
          tell((await judge(now(), change)).changes);
        }),
    });
  };

  const followAll = async (tracked: Tracked): Promise<ChangeRecord> => {
    const { change } = tracked;
    const parts = fleet.readings().flatMap((stood) => partOf(stood, change.touched, types) ?? []);
    const moves: Moves = await inTurn(() => movesOf(change, memory));
    const tell: Tell = (changes) => {
      moves.add(changes);
      if (changes.length > 0) input.moved?.(change, changes);
    };
    if (parts.length === 0) return inTurn(() => moves.keep('outside', 0));
    await inTurn(async () => {
      tell(await announceIt(tracked));
      await moves.keep('following', 0);
    });
    const endings = await Promise.all(parts.map((it) => followIn(it, tracked, tell)));
    const state = endings.every((it) => it.state === 'settled') ? 'settled' : 'unsettled';
    const reads = endings.reduce((sum, it) => sum + it.reads, 0);
    return inTurn(() => moves.keep(state, reads));
  };

  return {
    async sweep() {
      const startedAt = now();
      const { clouds, progress } = input;
      const within = { ...(enter && { clusters: enter }), ...(signal && { signal }) };
      const readings = await collectAll({ clouds, progress, ...within });
      return inTurn(() => {
        fleet.sweep(readings);
        return judge(startedAt);
      });
    },
    hear(tracked) {
      const id = `${tracked.change.provider} ${tracked.change.eventId}`;
      const known = heard.get(id);
      if (known) return known;
      const following = followAll(tracked);
      heard.set(id, following);
      const [oldest] = heard.keys();
      if (heard.size > most && oldest !== undefined) heard.delete(oldest);
      return following;
    },
  };
}

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
