import { compareText } from '#lib/text';
import { parseInstant } from '#lib/time';
import type { Cause, Finding, FindingChangeKind, HistoryEntry, Instant, Severity } from '#model';
import type { PeriodSource } from './source.ts';

/** One move of a finding, with whether it counted as open before and after, and how grave it was before. */
export interface Step {
  readonly at: Instant;
  readonly kind: FindingChangeKind;
  readonly cause: Cause;
  readonly finding: Finding;
  readonly wasOpen: boolean;
  readonly isOpen: boolean;
  readonly was?: Severity;
}

/**
 * The moves of one finding. Where its waiver ended it counts as open from then on, whenever a run wrote that down: the end is
 * a move of its own, and what a run notes of it later moves nothing more.
 */
export function stepsOf(history: readonly HistoryEntry[], source: PeriodSource): readonly Step[] {
  const steps: Step[] = [];
  const push = (entry: Pick<HistoryEntry, 'at' | 'kind' | 'cause' | 'finding'>): void => {
    const last = steps.at(-1);
    const { at, kind, cause, finding } = entry;
    const wasOpen = last?.isOpen ?? false;
    const was = last?.finding.severity;
    steps.push({
      ...{ at, kind, cause, finding, wasOpen, isOpen: finding.status === 'open' },
      ...(was !== undefined && { was }),
    });
  };
  for (const [i, entry] of history.entries()) {
    push(entry);
    const next = history[i + 1]?.at ?? source.to;
    const end = endOf(entry.finding, source);
    if (end === undefined || compareText(end, next) > 0) continue;
    push({ at: end, kind: 'unwaived', cause: 'time', finding: { ...entry.finding, status: 'open' } });
  }
  const movesNothing = ({ kind, wasOpen, isOpen, was, finding }: Step): boolean =>
    kind === 'unwaived' && wasOpen === isOpen && was === finding.severity;
  return steps.filter((it) => !movesNothing(it));
}

/** When what hides a finding ends: its waiver runs out, or somebody has revoked it before. */
function endOf({ status, waiver }: Finding, { revoked }: PeriodSource): Instant | undefined {
  if (status !== 'waived' || waiver === undefined) return undefined;
  // A config may write the end as a day, or by the clock of a place: as text that sorts elsewhere than the instant it means.
  const written = parseInstant(waiver.until);
  const until = written === undefined ? waiver.until : new Date(written).toISOString();
  const early = revoked.get(waiver.id);
  return early !== undefined && compareText(early, until) < 0 ? early : until;
}
