import { parseInstant } from '#lib/time';
import type { Finding, Instant, Sla } from '#model';

const minute = 60_000;

/** By when a finding has to be put right, and whether that is over. */
export interface Deadline {
  readonly due: Instant;
  readonly overdue: boolean;
}

/**
 * The deadline of an open finding at an instant: so long after it last opened as its severity of now has time. It is overdue from
 * that second on. What is accepted or announced only has none, and neither has a severity that nobody set one for.
 */
export function deadlineOf(
  { status, severity, firstSeen }: Pick<Finding, 'status' | 'severity' | 'firstSeen'>,
  sla: Sla,
  at: Instant,
): Deadline | undefined {
  if (status !== 'open') return undefined;
  const due = dueOf(firstSeen, sla[severity]);
  return due === undefined ? undefined : { due, overdue: (parseInstant(at) ?? -Infinity) >= Date.parse(due) };
}

/** So many minutes after an opening; undefined without a deadline, and where the opening cannot be read. */
export function dueOf(opened: Instant, minutes: number | undefined): Instant | undefined {
  const since = parseInstant(opened);
  if (since === undefined || minutes === undefined) return undefined;
  return new Date(since + minutes * minute).toISOString();
}
