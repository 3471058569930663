import { readBill } from '#bills/read-bill';
import { parseInstant } from '#lib/time';
import type { Bill, BillKept, BillMemory, Instant, Unreadable } from '#model';

/** A document that was found, or why it could not be read. */
export type FoundDocument =
  | { readonly path: string; readonly content: unknown }
  | { readonly path: string; readonly flaw: { readonly reason: string; readonly detail: string } };

/** A bill that was read, and what became of it. */
export interface ImportedBill extends Omit<Bill, 'packages' | 'flaws' | 'source'> {
  readonly path: string;
  readonly packages: number;
  readonly flaws: number;
  readonly kept: BillKept;
}

/** What an import came to. */
export interface Import {
  readonly bills: readonly ImportedBill[];
  readonly unreadable: readonly Unreadable[];
  /** Set when it was stopped before the end. */
  readonly interrupted: boolean;
}

interface ImportInput {
  readonly documents: AsyncIterable<FoundDocument>;
  readonly bills: Pick<BillMemory, 'keep'>;
  readonly at: Instant;
  readonly signal?: AbortSignal | undefined;
  /** Told of each bill once it is kept. */
  readonly note?: (bill: ImportedBill) => void;
}

/** Reads documents one by one and keeps the bills among them. What is none is named; it never stops the others. */
export async function importBills({ documents, bills, at, signal, note }: ImportInput): Promise<Import> {
  const imported: ImportedBill[] = [];
  const unreadable: Unreadable[] = [];
  for await (const document of documents) {
    if (signal?.aborted) break;
    const { path } = document;
    const read = 'flaw' in document ? document.flaw : readBill(document.content, path);
    if ('reason' in read) {
      unreadable.push({ path, reason: read.reason, detail: read.detail });
      continue;
    }
    const bill = dated(read, at);
    const { packages, flaws, source: _, ...rest } = bill;
    const kept = await bills.keep(bill, at);
    const one = { path, ...rest, packages: packages.length, flaws: flaws.length, kept };
    imported.push(one);
    note?.(one);
  }
  return { bills: imported, unreadable, interrupted: signal?.aborted === true };
}

const day = 24 * 60 * 60_000;

/**
 * A bill without its moment where that is more than a day ahead of ours: a clock was off, and it would be the newest of its
 * subject, and a fresh list of flaws, until then.
 */
function dated(bill: Bill, at: Instant): Bill {
  const { madeAt = '', ...undated } = bill;
  const [made = -Infinity, now = Infinity] = [parseInstant(madeAt), parseInstant(at)];
  return made > now + day ? undated : bill;
}
