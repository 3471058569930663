import { deadlineOf } from '#engine/deadline';
import { daysBetween, formatTime } from '#lib/time';
import { severities, type Finding, type Instant, type Severity, type Sla } from '#model';

/** How long findings may stand, and the instant at which that is asked. */
export interface Deadlines {
  readonly sla: Sla;
  readonly at: Instant;
}

/** What can be said of one finding: `due` and `overdue` where it is open and its severity has a deadline. */
export interface Timed {
  /** Whole days since it last opened. */
  readonly ageDays: number;
  readonly due?: Instant;
  readonly overdue?: boolean;
}

/** Nothing where the policy has no deadlines. */
export function timedBy(deadlines: Deadlines | undefined, finding: Finding): Timed | undefined {
  if (!deadlines) return undefined;
  const { sla, at } = deadlines;
  return { ageDays: Math.max(0, daysBetween(finding.firstSeen, at) ?? 0), ...deadlineOf(finding, sla, at) };
}

/** `2026-11-22 09:12 UTC, overdue`; empty where there is no deadline. */
export const dueWords = ({ due, overdue = false }: Timed): string =>
  due === undefined ? '' : `${formatTime(due)}${overdue ? ', overdue' : ''}`;

/** How many findings are overdue, by severity; undefined where the policy has no deadlines. */
export function overdueIn(
  deadlines: Deadlines | undefined,
  findings: readonly Finding[],
): Readonly<Record<Severity, number>> | undefined {
  if (!deadlines) return undefined;
  const late = findings.filter((it) => timedBy(deadlines, it)?.overdue === true);
  const count = (severity: Severity): number => late.filter((it) => it.severity === severity).length;
  return { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low') };
}

/** `3 overdue (1 critical, 2 high)`. */
export function overdueWords(overdue: Readonly<Record<Severity, number>>): string {
  const named = severities.filter((it) => overdue[it] > 0).map((it) => `${overdue[it]} ${it}`);
  const all = severities.reduce((sum, it) => sum + overdue[it], 0);
  return all === 0 ? 'nothing overdue' : `${all} overdue (${named.join(', ')})`;
}

/** Lengths of time as a policy writes them: `1d`, `12h`, `90m`. */
export function spanOf(minutes: number): string {
  if (minutes % (24 * 60) === 0) return `${minutes / (24 * 60)}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
