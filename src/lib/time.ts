/** A moment as ISO 8601 text in UTC, as `Date.prototype.toISOString` writes it: `2026-11-21T09:12:00.000Z`. */
export type Instant = string;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The bounds of four-digit years, beyond which ISO text takes another form. */
const earliest = Date.parse('0000-01-01T00:00:00.000Z');
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const shape = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d{2}:?\d{2}))?$/;

/**
 * Milliseconds since 1970 of an ISO 8601 date or date-time. A date alone is its first moment in UTC; a time needs `Z`
 * or an offset, for without one it means another moment on every machine. Digits beyond the millisecond are dropped.
 * Undefined for anything else, days that do not exist included.
 */
export function parseInstant(text: string): number | undefined {
  const parts = shape.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '', dayOfMonth = '', hours = '00', minutes = '00', seconds = '00', fraction = ''] = parts;
  const date = Date.parse(`${year}-${month}-${dayOfMonth}T00:00:00.000Z`);
  // Date.parse rolls 30 February over into March.
  if (Number.isNaN(date) || !new Date(date).toISOString().startsWith(`${year}-${month}-${dayOfMonth}`))
    return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const offset = offsetOf(parts[8] ?? 'Z');
  if (offset === undefined) return undefined;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const timeOfDay = Number(hours) * hour + Number(minutes) * minute + Number(seconds) * 1000 + milliseconds;
  const time = date + timeOfDay - offset;
  return time >= earliest && time <= latest ? time : undefined;
}

/** Whole days from `from` to `to`, rounded towards zero, negative when `to` is earlier; undefined if one is unreadable. */
export function daysBetween(from: Instant, to: Instant): number | undefined {
  const start = parseInstant(from);
  const end = parseInstant(to);
  if (start === undefined || end === undefined) return undefined;
  return Math.trunc((end - start) / day) + 0;
}

/** How long before `at` the moment `from` was: `just now`, `5 min ago`, `3 h ago`, `12 d ago`; `in 3 h` if later. */
export function ago(from: Instant, at: Instant): string {
  const start = parseInstant(from);
  const end = parseInstant(at);
  if (start === undefined || end === undefined) return 'at an unknown time';
  const span = Math.abs(end - start);
  if (span < minute) return 'just now';
  const length = wholeUnits(span);
  return start < end ? `${length} ago` : `in ${length}`;
}

/** The UTC day, `2026-11-21`; `unknown date` if unreadable. */
export function formatDate(instant: Instant): string {
  return isoText(instant)?.slice(0, 10) ?? 'unknown date';
}

/** The UTC minute, `2026-11-21 09:12 UTC`; `unknown time` if unreadable. */
export function formatTime(instant: Instant): string {
  const iso = isoText(instant);
  return iso === undefined ? 'unknown time' : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function isoText(instant: Instant): string | undefined {
  const time = parseInstant(instant);
  return time === undefined ? undefined : new Date(time).toISOString();
}

function wholeUnits(span: number): string {
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < day) return `${Math.floor(span / hour)} h`;
  return `${Math.floor(span / day)} d`;
}

function offsetOf(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * hour + minutes * minute);
}
