import { stepsOn } from '#engine/plan/simulate';
import { canonicalJson } from '#lib/canonical';
import type { Change, ChangeRecord, FindingChange } from '#model';
import { announceChange, type Reach } from './announce.ts';
import { crowdOf } from './crowd.ts';
import type { Ordered } from '../fleet.ts';
import { follow, type Ending } from './follow.ts';
import type { Ground } from '../ground.ts';
import { movesOf, type Moves } from './moves.ts';
import type { News } from './news.ts';
import { partsOf, rereadAt, type Part } from './re-read.ts';
import type { Tracked } from './take-in.ts';
import { sharing } from '../turns.ts';

/** A change that is to be looked after. */
export interface Followable {
  readonly tracked: Tracked;
  /** What is remembered of it. */
  readonly record: ChangeRecord;
  /** Whether another process took it in. */
  readonly isInherited: boolean;
  readonly news: News;
}

/** A change with what it has moved so far. */
interface Following extends Followable {
  readonly moves: Moves;
  /** Resolves when whoever hears of it is ready for what comes next. */
  readonly tell: (changes: readonly FindingChange[]) => Promise<void>;
}

/** Announces what a change will do, and reads until the answers show it. */
export function followingOf(ground: Ground): (it: Followable) => Promise<ChangeRecord> {
  const { input, fleet, awaited, inTurn, judge, cloudFor, now } = ground;
  const { memory, clock, signal, types } = input;
  const crowd = crowdOf<Tracked>(clock);
  const shared = sharing<Ordered>();
  /** The change whose judgement could not be remembered. */
  let owed: Change | undefined;

  const followAll = async (it: Followable): Promise<ChangeRecord> => {
    const { tracked, record } = it;
    const { change } = tracked;
    const parts = partsOf(fleet.snapshots(), change.touched, types);
    const moves = await inTurn(() => movesOf(record, memory, it.isInherited));
    if (parts.length === 0) return inTurn(() => moves.keep('outside', 0));
    const tell: Following['tell'] = async (changes) => {
      moves.add(changes);
      if (changes.length > 0) await input.moved?.(change, changes);
    };
    const following = { ...it, moves, tell };
    crowd.add(tracked, change.touched);
    try {
      // What is written is told of before anything that looks at it is judged, and before anything is read.
      await inTurn(() => announceIt(following, 'written'));
      await inTurn(() => announceIt(following, 'around'));
      const endings = await Promise.allSettled(parts.map((part) => followIn(part, following)));
      return await endOf(endings, moves);
    } finally {
      for (const id of moves.announced()) awaited.delete(id);
    }
  };

  const announceIt = async ({ tracked, moves, tell }: Following, reach: Reach): Promise<void> => {
    const at = now();
    const { change, announced } = tracked;
    if (announced.length > 0) {
      const snapshots = fleet.snapshots();
      const heard = { change, announced, snapshots, known: moves.announced() };
      const told = tell(await announceChange({ ...heard, memory, at, ...(await input.live(at)) }, reach));
      for (const id of moves.announced()) awaited.add(id);
      await told;
    }
    if (reach === 'around') await moves.keep('following', 0);
  };

  /** Follows what a change touched in one target. */
  const followIn = async ({ stood, touched }: Part, following: Following): Promise<Ending> => {
    const { tracked, record, tell, moves, news } = following;
    const { change, announced } = tracked;
    const { target } = stood;
    const cloud = await cloudFor(target.provider);
    if (!cloud) return { state: 'unsettled', reads: 0 };
    const readAgain = async (): Promise<Ordered> => {
      const order = fleet.begin();
      try {
        return { ...(await rereadAt({ cloud, stood, types, signal }, touched)), order };
      } catch (error) {
        fleet.giveUp(order);
        throw error;
      }
    };
    return follow({
      ...{ change, touched, types, before: stood, stood: record.stood?.[target.id], clock, signal },
      announced: stepsOn(announced, [stood]),
      isCrowded: () => crowd.surrounds(tracked, touched),
      pause: (ms) => Promise.race([clock.sleep(ms, signal).catch(() => undefined), news.next()]),
      read: () => shared(canonicalJson([target.id, touched]), readAgain),
      take: (again, isLast) =>
        inTurn(async () => {
          if (signal?.aborted) return;
          await judgeOwed(following);
          const waited = isLast ? moves.announced().filter((id) => awaited.delete(id)) : [];
          if (!fleet.reread(again) && waited.length === 0) return;
          owed = change;
          const { scan, changes } = await judge({ change, kind: 're-read' });
          owed = undefined;
          if (!scan.interrupted) void tell(changes);
        }),
    });
  };

  /** A judgement that could not be remembered is made before the next: what stands moved already, so no read shows it. */
  const judgeOwed = async ({ tracked, tell }: Following): Promise<void> => {
    const change = owed;
    if (!change) return;
    const { scan, changes } = await judge({ change, kind: 're-read' });
    owed = undefined;
    if (scan.interrupted || changes.length === 0) return;
    if (change.eventId === tracked.change.eventId) void tell(changes);
    else void input.moved?.(change, changes);
  };

  const endOf = async (endings: readonly PromiseSettledResult<Ending>[], moves: Moves): Promise<ChangeRecord> => {
    const ended = endings.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    const isSettled = ended.length === endings.length && ended.every(({ state }) => state === 'settled');
    const reads = ended.reduce((sum, it) => sum + it.reads, 0);
    const failed = endings.find((it) => it.status === 'rejected');
    // An interrupt leaves it as one that is followed: the next process goes on with it.
    if (signal?.aborted) return inTurn(() => moves.keep('following', reads));
    const record = await inTurn(() => moves.keep(isSettled ? 'settled' : 'unsettled', reads));
    if (failed) throw failed.reason;
    return record;
  };

  return followAll;
}
