import { parseInstant } from '#lib/time';
import { compareText } from '#lib/text';
import type { HistoryEntry, Instant, Severity } from '#model';

/** How long findings that were put right had been open; the times are absent where none was. */
export interface RepairTimes {
  readonly repaired: number;
  readonly meanSeconds?: number;
  readonly medianSeconds?: number;
  readonly longestSeconds?: number;
}

/**
 * The findings of a severity that a read found put right in a period. What a change of the policy or of the rules closed, and
 * what is gone with its resource, was not repaired. Time runs from when it last opened, accepted times included.
 */
export function repairsOf(
  histories: readonly (readonly HistoryEntry[])[],
  severity: Severity,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): RepairTimes {
  const times = histories
    .flatMap((history) =>
      history.flatMap((entry, i) => (isPutRight(entry) ? [{ entry, before: history.slice(0, i) }] : [])),
    )
    .filter(
      ({ entry: { at, finding } }) =>
        finding.severity === severity && compareText(at, from) >= 0 && compareText(at, to) <= 0,
    )
    .map(({ entry, before }) => secondsOpen(entry, before))
    .sort((a, b) => a - b);
  const longestSeconds = times.at(-1);
  if (longestSeconds === undefined) return { repaired: 0 };
  const meanSeconds = Math.round(times.reduce((sum, it) => sum + it, 0) / times.length);
  return { repaired: times.length, meanSeconds, medianSeconds: medianOf(times), longestSeconds };
}

/** Whether a read found it resolved: what the policy or the rules closed was not put right. */
export const isPutRight = ({ kind, cause }: Pick<HistoryEntry, 'kind' | 'cause'>): boolean =>
  kind === 'resolved' && (cause === 'change' || cause === 'read');

function secondsOpen({ at, finding }: HistoryEntry, before: readonly HistoryEntry[]): number {
  const opening = before.findLast(({ kind }) => kind === 'opened' || kind === 'reopened');
  const since = parseInstant(opening?.at ?? finding.firstSeen) ?? 0;
  return Math.max(0, Math.round(((parseInstant(at) ?? since) - since) / 1000));
}

function medianOf(sorted: readonly number[]): number {
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return Math.round((low + high) / 2);
}
