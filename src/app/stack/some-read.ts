import { parseInstant } from '#lib/time';
import type { Reading, Snapshot, Type } from '#model';
import type { Sweep } from '../sweep/sweep.ts';
import { doubtsOf } from './doubts.ts';
import { unreadIn } from './unread.ts';

/**
 * What a sweep of some targets comes to beside the last run: those as they were read, or as nobody could read them, and all
 * others as they stand. Nothing is known of these, so that nothing of them vanishes, and nothing of them is resolved.
 */
export function someRead(
  sweep: Sweep,
  {
    only,
    last,
    types,
  }: { readonly only: readonly string[]; readonly last: readonly Snapshot[]; readonly types: readonly Type[] },
): readonly (Reading | Snapshot)[] {
  const stood = new Map(last.map((it) => [it.target.id, it]));
  const isNewest = ({ target, startedAt }: Reading): boolean =>
    timeOf(startedAt) >= timeOf(stood.get(target.id)?.startedAt ?? '');
  const own = sweep.readings.filter(isNewest);
  const asked = last.filter(({ target }) => only.includes(target.id));
  const unread = unreadIn(sweep, asked, { doubts: doubtsOf(sweep, types), types });
  const taken = new Set([...own, ...unread].map(({ target }) => target.id));
  return [...own, ...unread, ...last.filter(({ target }) => !taken.has(target.id))];
}

const timeOf = (at: string): number => parseInstant(at) ?? 0;
