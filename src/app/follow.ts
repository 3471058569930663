import { standingOf, type Standing } from '#engine/settled';
import type { Change, Clock, Reading, Snapshot, Touched, Type, TypedAction } from '#model';
import type { Ordered } from './fleet.ts';

/** What is followed in one target, and by what. */
export interface Followed {
  readonly change: Change;
  readonly announced: readonly TypedAction[];
  readonly touched: readonly Touched[];
  readonly types: readonly Type[];
  /** How the target stood when the change was heard of. */
  readonly before: Snapshot;
  /** The digest of what it touched as it stood then, where one was kept. */
  readonly stood: string | undefined;
  /** Whether other changes of the same objects were heard of: a difference may be theirs. */
  readonly isCrowded: () => boolean;
  readonly read: () => Promise<Ordered>;
  /** Takes a read in, judges and remembers it; the last one ends the waiting for what was announced. */
  readonly take: (again: Ordered, isLast: boolean) => Promise<void>;
  readonly clock: Clock;
  /** Waits so many milliseconds, or until there is news of the change. */
  readonly pause: (ms: number) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** How a change was followed to its end. */
export interface Ending {
  readonly state: 'settled' | 'unsettled';
  readonly reads: number;
}

const second = 1000;

/** Reads after the first, from it on. A provider that is still at work is asked for half an hour. */
const looks = [5 * second, 30 * second, 120 * second];
const step = 120 * second;
const longest = 1800 * second;

/** Reads again until the answer shows the change, or the provider had its time. */
export async function follow(it: Followed): Promise<Ending> {
  const { clock, signal } = it;
  const start = clock.now();
  const due = [...looks];
  for (let reads = 1; ; reads += 1) {
    const again = await it.read();
    const standing = standingOf({ ...it, now: without(again) });
    const isSettled = settles(standing, reads, it);
    const next = due.shift() ?? (standing === 'busy' ? clock.now() - start + step : longest + 1);
    const isLast = next > longest || signal?.aborted === true;
    await it.take(again, isSettled || isLast);
    if (isSettled) return { state: 'settled', reads };
    if (isLast) return { state: 'unsettled', reads };
    await it.pause(Math.max(0, start + next - clock.now()));
  }
}

/** A difference may be another's, or a step on the way of a request, and is looked at again before it is believed. */
function settles(standing: Standing, reads: number, { announced, isCrowded }: Followed): boolean {
  if (standing === 'shown' || standing === 'read-before') return true;
  if (standing !== 'different') return false;
  if (announced.length > 0) return reads > 2;
  return reads > 1 || !isCrowded();
}

/** What was read, without the gaps that only say that something is gone. */
const without = ({ reading, gone }: Ordered): Reading => ({
  ...reading,
  gaps: reading.gaps.filter(({ resource }) => resource === undefined || !gone.has(resource)),
});
