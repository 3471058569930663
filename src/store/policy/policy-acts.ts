import { compareText } from '#lib/text';
import type { PolicyAct } from '#model';
import { all, type Table } from '../table.ts';

/** An act, and the item and turn of the state that it made. */
export interface Acted {
  readonly act: PolicyAct;
  /** Names the item with its version: an act is in the ledger once. */
  readonly of: string;
}

const place = 'policy';

const sortOf = ({ act, of }: Acted): string => `${act.at} ${of}`;

/**
 * Writes an act into the ledger; once more is no second entry. The state comes first and says itself who did it and why,
 * and its entry is written then, at the latest before it is written over: what lost a race leaves none, a crash loses none.
 */
export async function keepAct(ledger: Table, acted: Acted): Promise<void> {
  await ledger.put({ partition: place, sort: sortOf(acted), version: 1, body: acted.act });
}

/** All acts, the newest first, with those of the state whose entry a crash kept from being written. */
export async function actsOf(ledger: Table, standing: readonly Acted[]): Promise<readonly PolicyAct[]> {
  const acts = new Map(standing.map((it) => [sortOf(it), it.act]));
  for await (const { sort, body } of all(ledger, place)) acts.set(sort, body as PolicyAct);
  return [...acts].sort(([a], [b]) => compareText(b, a)).map(([, act]) => act);
}
