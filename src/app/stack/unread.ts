import type { Gap, Reading, Snapshot, Target, Type } from '#model';
import { clusterTypes } from '../gone.ts';
import type { Sweep } from '../sweep/sweep.ts';
import type { Doubts } from './doubts.ts';

/**
 * Readings of what a sweep did not read: what it found and never came to, and what the last run knew that may be there all the
 * same. Each is one gap on all that it can hold, so that nothing of it is resolved and none of it vanishes.
 */
export function unreadIn(
  { readings, missing }: Sweep,
  last: readonly Snapshot[],
  { doubts, types }: { readonly doubts: Doubts | undefined; readonly types: readonly Type[] },
): readonly Reading[] {
  const read = new Set(readings.map(({ target }) => target.id));
  const unread = new Map<string, Reading>();
  const add = (target: Target, why: string, startedAt: string): void => {
    if (read.has(target.id) || unread.has(target.id)) return;
    unread.set(target.id, { target, startedAt, resources: [], complete: [], gaps: [gapOn(target, why, types)] });
  };
  for (const { target, why } of missing.targets) {
    const before = last.find((it) => it.target.id === target.id);
    add(target, why, before?.startedAt ?? earliest);
  }
  for (const { target, startedAt } of last) {
    const why = doubts?.(target.id);
    if (why !== undefined) add(target, why, startedAt);
  }
  return [...unread.values()];
}

/** A read that never began is older than any. */
const earliest = new Date(0).toISOString();

function gapOn(target: Target, detail: string, types: readonly Type[]): Gap {
  const { id, scopes } = target;
  const held = types.filter(({ name, scope }) =>
    scopes.length === 0 ? clusterTypes.has(name) : scopes.includes(scope),
  );
  return { target: id, api: 'sweep', reason: 'unreachable', types: held.map(({ name }) => name), detail };
}
