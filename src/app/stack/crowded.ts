import { isAddressOf } from '#engine/touched';
import { parseInstant } from '#lib/time';
import type { Change, Memory, Touched } from '#model';

/** Changes that are looked through: a storm above it counts as one that surrounds. */
const most = 50;

/** Changes of one object within this many milliseconds are told apart by a second look. */
const lately = 60_000;

/** Whether another change, made within a minute, may have altered something of what this one touched. */
export async function isCrowded(memory: Memory, change: Change): Promise<boolean> {
  const newest = (await memory.changes(most)).map((record) => record.change);
  const near = newest.filter(({ at }) => Math.abs(timeOf(at) - timeOf(change.at)) < lately);
  if (near.length === most) return true;
  return near.some((it) => it.eventId !== change.eventId && mayMeet(it, change));
}

/** Whether no two of some changes may have altered the same object. */
export const areApart = (changes: readonly Change[]): boolean =>
  changes.every((one, at) => changes.slice(at + 1).every((other) => !mayMeet(one, other)));

const mayMeet = (one: Change, other: Change): boolean =>
  one.touched.some((a) => other.touched.some((b) => mayBeOne(a, b)));

const mayBeOne = (a: Touched, b: Touched): boolean =>
  a.target === b.target &&
  a.type === b.type &&
  (a.id === undefined || b.id === undefined || isAddressOf(a.id, b.id) || isAddressOf(b.id, a.id));

const timeOf = (at: string): number => parseInstant(at) ?? 0;
