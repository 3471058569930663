import { isAddressOf } from '#engine/moved/touched';
import { parseInstant } from '#lib/time';
import type { Change, ChangeRecord, Memory, Touched } from '#model';

/** Changes that are looked through: a storm above it counts as one that surrounds. */
const most = 50;

/** Changes of one object within this many milliseconds are told apart by a second look. */
const lately = 60_000;

/** Whether another change, made or heard of within a minute, may have altered something of what this one touched. */
export async function isCrowded(memory: Memory, record: ChangeRecord): Promise<boolean> {
  const { change } = record;
  const newest = await memory.changes(most);
  const isNear = (it: ChangeRecord): boolean =>
    isWithin(timeOf(it.change.at), timeOf(change.at)) || isWithin(heardOf(it), heardOf(record));
  const meets = (it: ChangeRecord): boolean =>
    it.change.eventId !== change.eventId && isNear(it) && mayMeet(it.change, change);
  if ((newest.length === most && newest.every(isNear)) || newest.some(meets)) return true;
  // A record that is hours behind is heard of now, and stands far from the newest.
  return (await memory.following()).some(meets);
}

const isWithin = (one: number, other: number): boolean => Math.abs(one - other) < lately;

/** When a change was heard of, in milliseconds since 1970. */
export const heardOf = ({ change, heardAt }: ChangeRecord): number => timeOf(heardAt ?? change.at);

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
