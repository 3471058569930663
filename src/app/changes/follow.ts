import type { Reread } from '#engine/moved/refresh';
import { standingOf } from '#engine/moved/settled';
import type { Change, Clock, Reading, Snapshot, Touched, Type, TypedAction } from '#model';
import type { Ordered } from '../fleet.ts';
import { nextLook, settles } from './looks.ts';

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

/** Reads again until the answer shows the change, or the provider had its time. */
export async function follow(it: Followed): Promise<Ending> {
  const { clock, signal, isCrowded } = it;
  const isAnnounced = it.announced.length > 0;
  const start = clock.now();
  for (let reads = 1; ; reads += 1) {
    const again = await it.read();
    const standing = standingOf({ ...it, now: withoutGone(again) });
    const isSettled = settles({ standing, reads, isAnnounced, isCrowded });
    const next = nextLook(reads, standing, clock.now() - start);
    const isLast = next === undefined || signal?.aborted === true;
    await it.take(again, isSettled || isLast);
    if (isSettled) return { state: 'settled', reads };
    if (isLast) return { state: 'unsettled', reads };
    await it.pause(Math.max(0, start + next - clock.now()));
  }
}

/** What was read, without the gaps that only say that something is gone. */
export const withoutGone = ({ reading, gone }: Reread): Reading => ({
  ...reading,
  gaps: reading.gaps.filter(({ resource }) => resource === undefined || !gone.has(resource)),
});
