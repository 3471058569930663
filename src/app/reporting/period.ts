import type { ScheduledReport } from '#model';

const dayMs = 86_400_000;

/** The day of a moment, in milliseconds since 1970, by the clock of a place: `2026-11-23`. */
export const dayAt = (now: number, zone: string): string =>
  // Canada writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

/** The first day of the period that a day is in: itself, its Monday, or the first of its month. */
export function periodOf(every: ScheduledReport['every'], day: string): string {
  if (every === 'daily') return day;
  if (every === 'monthly') return `${day.slice(0, 7)}-01`;
  const at = Date.parse(`${day}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * dayMs).toISOString().slice(0, 10);
}
