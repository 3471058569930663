import { refreshed } from '#engine/moved/refresh';
import { snapshotOf } from '#engine/snapshot-id';
import { parseInstant } from '#lib/time';
import type { Reading, Snapshot } from '#model';
import { openReread, type KeptReread } from './rereads.ts';
import type { Stack } from './stack.ts';

/**
 * Readings with re-reads over them, in the order in which these began, but for those that began before the read of their
 * target: an older read never replaces a newer one. Laid once more over what they are in already, they come to the same.
 */
export async function laidOver(
  stack: Pick<Stack, 'files' | 'types'>,
  readings: readonly (Reading | Snapshot)[],
  rereads: readonly KeptReread[],
): Promise<readonly Snapshot[]> {
  const again = Map.groupBy(inOrder(rereads), ({ target }) => target);
  const snapshots: Snapshot[] = [];
  for (const reading of readings) snapshots.push(await laidOn(stack, reading, again.get(reading.target.id) ?? []));
  return snapshots;
}

/** Whether something stands otherwise than it did. */
export function isMoved(before: readonly Snapshot[], now: readonly Snapshot[]): boolean {
  const ids = new Map(before.map(({ target, id }) => [target.id, id]));
  return now.some(({ target, id }) => ids.get(target.id) !== id);
}

async function laidOn(
  stack: Pick<Stack, 'files' | 'types'>,
  old: Reading | Snapshot,
  all: readonly KeptReread[],
): Promise<Snapshot> {
  const newer = all.filter(({ began }) => timeOf(began) >= timeOf(old.startedAt));
  if (newer.length === 0 && 'id' in old) return old;
  let reading: Reading = old;
  for (const it of newer) reading = refreshed(reading, await openReread(stack, it, reading));
  return snapshotOf(reading, stack.types);
}

const inOrder = (rereads: readonly KeptReread[]): readonly KeptReread[] =>
  [...rereads].sort((a, b) => timeOf(a.began) - timeOf(b.began));

const timeOf = (at: string): number => parseInstant(at) ?? 0;
