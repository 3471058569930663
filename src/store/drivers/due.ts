import { sha256 } from '#lib/hash';
import { parseInstant, type Instant } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Key } from '../table.ts';

/** The shards of the index: the first digit of the hash that stands behind the instant. */
export const shards = '0123456789abcdef'.split('');

/** The shard that a key belongs to. */
export const shardOf = ({ partition, sort }: Key): string => hashOf({ partition, sort }).slice(0, 1);

/** Where an item stands in the `due` index: by instant, and at one instant by the hash of its key. Never twice the same. */
export const placeOf = (key: Key, due: Instant): string => `${instantOf(due)} ${hashOf(key)}`;

/** Behind every place that is due at an instant. */
export const placesUntil = (until: Instant): string => `${instantOf(until)} ~`;

/** The first place behind a place. */
export const placeAfter = (place: string): string => `${place}!`;

/** The instant of a place. */
export const dueOf = (place: string): Instant => place.slice(0, place.indexOf(' '));

/** An instant as it is ordered: UTC with milliseconds. Throws a defect where it is none. */
export function instantOf(text: Instant): Instant {
  const time = parseInstant(text);
  if (time === undefined) throw new ShoalwatchError('defect', `${text.slice(0, 100)} is no instant`);
  return new Date(time).toISOString();
}

/** Seconds since 1970 at which an item may be dropped: never before the instant. */
export const secondsOf = (expires: Instant): number => Math.ceil(Date.parse(instantOf(expires)) / 1000);

/** The instant of so many seconds since 1970. */
export const ofSeconds = (seconds: number): Instant => new Date(seconds * 1000).toISOString();

const hashOf = ({ partition, sort }: Key): string => sha256(`${partition}\u0000${sort}`).slice(0, 16);
