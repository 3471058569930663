import type { Lease } from '#store/lease';
import type { Judge } from './stack.ts';

/** What whoever judges, announces or writes a run holds. */
const judging = 'judge';

/** For how long it is wanted, and others are waited for, in milliseconds. */
export interface Wanted {
  /** Whoever dies with it keeps the others waiting for this long. */
  readonly length: number;
  readonly patience: number;
  /** Until it is asked for again. */
  readonly pause: number;
}

/** The right, and when it was asked for, in milliseconds since 1970: it began no earlier. */
export interface Taken {
  readonly lease: Lease;
  readonly since: number;
}

/** Takes the right that one has at a time. Undefined where others held it for as long as they were waited for. */
export async function rightToJudge(
  { leases, clock, holder }: Pick<Judge, 'leases' | 'clock' | 'holder'>,
  { length, patience, pause }: Wanted,
): Promise<Taken | undefined> {
  const end = clock.now() + patience;
  for (;;) {
    const since = clock.now();
    const lease = await leases.take(judging, holder, length);
    if (lease) return { lease, since };
    if (clock.now() >= end) return undefined;
    await clock.sleep(pause);
  }
}
