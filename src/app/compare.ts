import { compareText } from '#lib/text';
import type { Finding, Scan } from '#model';

/** What differs between two scans. */
export interface Comparison {
  readonly opened: readonly Finding[];
  /** Open then; read and not open now. */
  readonly resolved: readonly Finding[];
  /** Open then; not open now, and not read either. */
  readonly unread: readonly Finding[];
  readonly changed: readonly { readonly before: Finding; readonly after: Finding }[];
  readonly unchanged: number;
}

/** Compares two scans, the earlier one first. What the later one could not read is neither resolved nor open. */
export function compare(before: Scan, after: Scan): Comparison {
  const then = new Map(before.findings.map((it) => [it.id, it]));
  const now = new Map(after.findings.map((it) => [it.id, it]));
  const judged = new Set(
    after.judgements
      .filter(({ verdict }) => verdict !== 'unknown')
      .map(({ rule, resource }) => pairOf(rule, resource.id)),
  );
  const missing = before.findings.filter(({ id }) => !now.has(id));
  const wasRead = ({ rule, resource }: Finding): boolean => judged.has(pairOf(rule, resource.id));
  const both = after.findings.flatMap((it) => {
    const was = then.get(it.id);
    return was ? [{ before: was, after: it }] : [];
  });
  const changed = both.filter((pair) => pair.before.message !== pair.after.message || graver(pair));
  return {
    opened: after.findings.filter(({ id }) => !then.has(id)).sort(byId),
    resolved: missing.filter(wasRead).sort(byId),
    unread: missing.filter((it) => !wasRead(it)).sort(byId),
    changed,
    unchanged: both.length - changed.length,
  };
}

const pairOf = (rule: string, resource: string): string => `${rule}\n${resource}`;

const graver = ({ before, after }: { before: Finding; after: Finding }): boolean => before.severity !== after.severity;

const byId = (a: Finding, b: Finding): number => compareText(a.id, b.id);
