import type { Finding, HistoryEntry } from '#model';
import type { Item } from './table.ts';

/** The place of the ledger entry that made a finding what it is, where that is not the plain one of its version. */
export interface Named {
  readonly entry?: string;
}

/** An entry of the ledger, with the place of the one before it where that is not the plain one of its version. */
export interface Entered extends HistoryEntry {
  readonly before?: string;
}

/** The plain place of the entry of a version. */
export const entrySort = (version: number): string => version.toString().padStart(9, '0');

/** A finding as it is remembered, without the name of its entry. */
export function findingIn(body: unknown): Finding {
  const { entry: _, ...finding } = body as Finding & Named;
  return finding;
}

/** What the entry after a finding says of the one that made it. */
export function beforeOf({ body }: Item): Pick<Entered, 'before'> {
  const { entry } = body as Named;
  return entry === undefined ? {} : { before: entry };
}

/**
 * The history of a finding, the oldest entry first: one entry for each version, the one that the next names. An entry
 * that was written and never counted is named by none.
 */
export function chainTo(head: Item, items: readonly Item[]): readonly HistoryEntry[] {
  const entered = new Map(items.map(({ sort, body }) => [sort, body as Entered]));
  const entries: HistoryEntry[] = [];
  let named = (head.body as Named).entry;
  for (let version = head.version; version > 0; version -= 1) {
    const found = entered.get(named ?? entrySort(version));
    named = undefined;
    if (!found) continue;
    const { before, ...entry } = found;
    named = before;
    entries.unshift(entry);
  }
  return entries;
}
