import type { BillHead } from '#model';
import type { Item } from '../table.ts';

/** What stands at each slot. */
export const billHeads = 'bills';
/** Bills that have been current. */
export const billCounted = 'bills counted';
/** Where the file of a bill lies. */
export const billPlace = (id: string): string => `bills/${id.slice(0, 2)}/${id}.json`;

/** A bill whose items are being written, and the one that it is to replace. Whoever writes them takes it away again. */
export interface UnderWay {
  readonly id: string;
  readonly over?: string;
}

/** What stands at a slot: before its first bill counts, only what is under way. */
export interface Head extends Partial<BillHead> {
  readonly underWay?: readonly UnderWay[];
}

/** The bills whose items are being written. */
export const underWayIn = (item: Item | undefined): readonly UnderWay[] =>
  (item?.body as Head | undefined)?.underWay ?? [];

/** The head of the bill that counts. */
export function headIn(item: Item | undefined): BillHead | undefined {
  const { underWay: _, ...head } = (item?.body ?? {}) as Head;
  return head.id === undefined ? undefined : (head as BillHead);
}
