import { sha256 } from '#lib/hash';
import { all, type Table } from '../table.ts';

/** Where an item changes whenever other bills count than before: denied packages and flaws are judged by them. */
export const billsTurn = 'bills turn';

/** A text that is another one after each write to any item of these partitions. */
export async function stampOf(state: Table, partitions: readonly string[]): Promise<string> {
  const items = await Promise.all(partitions.map((it) => Array.fromAsync(all(state, it))));
  return sha256(JSON.stringify(items.map((own) => own.map(({ sort, version }) => [sort, version])))).slice(0, 16);
}
