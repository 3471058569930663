import type { Standing } from '#engine/moved/settled';

const second = 1000;

/** Reads after the first, from it on, in milliseconds. A provider that is still at work is asked for half an hour. */
const looks = [5 * second, 30 * second, 120 * second];
const step = 120 * second;
const longest = 1800 * second;

/** When the read after so many is due, in milliseconds from the first one on; undefined where the change had its time. */
export function nextLook(reads: number, standing: Standing, sinceFirst: number): number | undefined {
  const due = looks[reads - 1] ?? (standing === 'busy' ? sinceFirst + step : Infinity);
  return due > longest ? undefined : due;
}

/** Whether a read settles a change that it looked after. */
export interface Settling {
  readonly standing: Standing;
  /** Reads that looked after it, this one among them. */
  readonly reads: number;
  readonly isAnnounced: boolean;
  /** Whether other changes of the same objects were heard of: a difference may be theirs. */
  readonly isCrowded: () => boolean;
}

/**
 * A difference may be another's, or a step on the way of a request, and is looked at again before it is believed. That a change
 * was read long before is said by the clock of whoever tells of it, which may be hours behind: it is looked for all the same, for
 * as long as answers are usually late.
 */
export function settles({ standing, reads, isAnnounced, isCrowded }: Settling): boolean {
  if (standing === 'shown') return true;
  if (standing === 'read-before') return reads > 2;
  if (standing !== 'different') return false;
  if (isAnnounced) return reads > 2;
  return reads > 1 || !isCrowded();
}
