import type { Type } from '#model';
import type { TrailRecord } from './record-events.ts';

/** The address of what exists once in each target. */
export function onceIn(type: Type): (record: TrailRecord) => readonly string[] {
  return ({ account, region }) => [`aws:${account}:${region}/${type.name}`];
}
