import { dueOf } from '#engine/deadline';
import { compareText } from '#lib/text';
import { severities, type Finding, type Instant, type Severity, type Sla } from '#model';
import { isPutRight } from './repairs.ts';
import type { Step } from './steps.ts';

/** How findings of a severity kept their deadline: those overdue at the start, and all that came and went, make the end. */
export interface Lateness {
  readonly minutes: number;
  readonly before: number;
  readonly became: number;
  /** Put right after their deadline. */
  readonly putRight: number;
  /** Overdue no more for another reason: accepted, regraded, gone, or no finding any longer. */
  readonly otherwise: number;
  readonly after: number;
  /** Put right before their deadline. */
  readonly inTime: number;
}

/** A time in which a finding was overdue in one severity. */
export interface Breach {
  readonly finding: Finding;
  readonly due: Instant;
  /** When it became overdue in this severity: when it was due, or when it was regraded or counted again after that. */
  readonly since: Instant;
  /** Absent where it is overdue at the end. */
  readonly until?: Instant;
  /** Whether that was because it was put right. */
  readonly putRight: boolean;
}

/** How deadlines were kept in a period; severities without a deadline are left out. */
export interface PeriodDeadlines {
  readonly bySeverity: Readonly<Partial<Record<Severity, Lateness>>>;
  /** Whatever was overdue in it for a while, the longest due first. */
  readonly breaches: readonly Breach[];
}

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** A time in which a finding was open without a break, in one severity. */
interface Stand {
  readonly first: Step;
  readonly opened: Instant;
  readonly end: Step | undefined;
}

/** Holds what findings went through up to the end of a period, each for itself, against the deadlines. */
export function deadlinesIn(all: readonly (readonly Step[])[], sla: Sla, span: Span): PeriodDeadlines {
  const stands = all.flatMap(standsOf);
  const breaches = stands.flatMap((it) => breachOf(it, sla, span));
  const within = ({ until }: Breach): boolean => until === undefined || compareText(until, span.from) >= 0;
  return {
    bySeverity: Object.fromEntries(
      severities.flatMap((severity) => {
        const minutes = sla[severity];
        const own = breaches.filter(({ finding }) => finding.severity === severity);
        return minutes === undefined ? [] : [[severity, latenessOf(own, stands, { severity, minutes, sla, span })]];
      }),
    ),
    breaches: breaches
      .filter(within)
      .sort((a, b) => compareText(a.due, b.due) || compareText(a.finding.id, b.finding.id)),
  };
}

interface Asked {
  readonly severity: Severity;
  readonly minutes: number;
  readonly sla: Sla;
  readonly span: Span;
}

function latenessOf(
  own: readonly Breach[],
  stands: readonly Stand[],
  { severity, minutes, sla, span }: Asked,
): Lateness {
  const { from } = span;
  const before = own.filter(({ since, until }) => isBefore(since, from) && !(until && isBefore(until, from))).length;
  const became = own.filter(({ since }) => !isBefore(since, from)).length;
  const left = own.filter(({ until }) => until !== undefined && !isBefore(until, from));
  const putRight = left.filter((it) => it.putRight).length;
  const repaired = stands.filter(
    (it) =>
      it.first.finding.severity === severity &&
      it.end !== undefined &&
      isPutRight(it.end) &&
      !isBefore(it.end.at, from) &&
      breachOf(it, sla, span).length === 0,
  );
  const after = before + became - left.length;
  return { minutes, before, became, putRight, otherwise: left.length - putRight, after, inTime: repaired.length };
}

function standsOf(steps: readonly Step[]): readonly Stand[] {
  let opened: Instant | undefined;
  let stand: Omit<Stand, 'end'> | undefined;
  const stands: Stand[] = [];
  for (const step of steps) {
    if (step.kind === 'opened' || step.kind === 'reopened') opened = step.at;
    const isSame = step.isOpen && stand?.first.finding.severity === step.finding.severity;
    if (isSame) continue;
    if (stand) stands.push({ ...stand, end: step });
    stand = step.isOpen ? { first: step, opened: opened ?? step.finding.firstSeen } : undefined;
  }
  return stand ? [...stands, { ...stand, end: undefined }] : stands;
}

function breachOf({ first, opened, end }: Stand, sla: Sla, { to }: Span): readonly Breach[] {
  const { finding, at } = first;
  const due = dueOf(opened, sla[finding.severity]);
  if (due === undefined) return [];
  const since = isBefore(due, at) ? at : due;
  if (isBefore(to, since) || (end && !isBefore(since, end.at))) return [];
  return [{ finding, due, since, ...(end && { until: end.at }), putRight: end !== undefined && isPutRight(end) }];
}

const isBefore = (a: Instant, b: Instant): boolean => compareText(a, b) < 0;
