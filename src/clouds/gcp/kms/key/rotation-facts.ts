import { plural } from '#lib/text';
import { parseInstant } from '#lib/time';
import { unknown, type Instant, type Unknown } from '#rule';
import type { Rotation } from './actions.ts';
import type { kmsKey } from './resource.ts';

type Key = typeof kmsKey.config;

export const daySeconds = 86_400;

/** After how many seconds Cloud KMS rotates the key; undefined where it does not. */
export function rotationSeconds({ rotationPeriod }: Key): number | Unknown | undefined {
  if (!rotationPeriod) return undefined;
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(rotationPeriod) ?? [];
  return seconds === undefined ? unknown('malformed', 'rotationPeriod is no span of time.') : Number(seconds);
}

/** A span in whole days where it is one, else in seconds. */
export const spanOf = (seconds: number): string =>
  seconds % daySeconds === 0 ? plural(seconds / daySeconds, 'day') : plural(seconds, 'second');

/**
 * How a key is to be rotated so that it is rotated in so many days at the most: as often as now where that is enough, and
 * first when its primary version is that old, but no sooner than in a day, which leaves time to think again. Undefined
 * where that is more often than Cloud KMS can, which is once a day.
 * Source: https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys
 */
export function rotationWithin(key: Key, maxDays: number, at: Instant): Rotation | undefined {
  if (maxDays < 1) return undefined;
  const now = rotationSeconds(key);
  const seconds = Math.min(typeof now === 'number' ? now : Infinity, maxDays * daySeconds);
  const tomorrow = (parseInstant(at) ?? 0) + daySeconds * 1000;
  const made = parseInstant(key.primary?.createTime ?? '') ?? 0;
  const next = new Date(Math.max(tomorrow, made + seconds * 1000)).toISOString();
  return { rotationPeriod: `${seconds}s`, nextRotationTime: next.replace('.000Z', 'Z') };
}
