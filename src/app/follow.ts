import { standingOf } from '#engine/settled';
import type { Reread } from '#engine/refresh';
import type { Change, Clock, Reading, Snapshot, Touched, Type, TypedAction } from '#model';

/** What is followed in one target, and by what. */
export interface Followed {
  readonly change: Change;
  readonly announced: readonly TypedAction[];
  readonly touched: readonly Touched[];
  readonly types: readonly Type[];
  /** How the target stood when the change was heard of. */
  readonly before: Snapshot;
  readonly read: () => Promise<Reread>;
  /** Takes a read in, judges and remembers it. */
  readonly take: (again: Reread) => Promise<void>;
  readonly clock: Clock;
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

/** Reads again until the answer shows the change, or the provider had its time. An early answer of before says nothing. */
export async function follow(it: Followed): Promise<Ending> {
  const { clock, signal } = it;
  const start = clock.now();
  const due = [...looks];
  for (let reads = 1; ; reads += 1) {
    const again = await it.read();
    const now = without(again);
    const standing = standingOf({ ...it, now });
    const next = due.shift() ?? (standing === 'in-transition' ? clock.now() - start + step : longest + 1);
    const isLast = next > longest || signal?.aborted === true;
    // While a request waits to take effect, an answer of before would withdraw what was announced.
    if (standing !== 'not-yet' || it.announced.length === 0 || isLast) await it.take(again);
    if (standing === 'settled') return { state: 'settled', reads };
    if (isLast) return { state: 'unsettled', reads };
    await clock.sleep(Math.max(0, start + next - clock.now()), signal);
  }
}

/** What was read, without the gaps that only say that something is gone. */
const without = ({ reading, gone }: Reread): Reading => ({
  ...reading,
  gaps: reading.gaps.filter(({ resource }) => resource === undefined || !gone.has(resource)),
});
