import { formatTime, parseInstant } from '#lib/time';
import { ShoalwatchError, type Instant, type Memory, type Scan } from '#model';

const day = 86_400_000;

/** The instant that an option names, in milliseconds of now: a day alone is its end, or now while that is yet to come. */
export function asOf(text: string, now: number, option = '--as-of'): Instant {
  const first = momentIn(text, now, option);
  const last = text.includes(':') ? first : Math.min(first + day - 1, now);
  return new Date(last).toISOString();
}

/** The instant at which a period begins: a day alone is its first moment. */
export const beginningOf = (text: string, now: number): Instant =>
  new Date(momentIn(text, now, '--from')).toISOString();

function momentIn(text: string, now: number, option: string): number {
  const first = parseInstant(text);
  const wrong = (why: string): ShoalwatchError =>
    new ShoalwatchError('usage', `${option} ${text}: ${why}`, {
      cure: 'name a day or a moment with its offset, such as 2026-09-30 or 2026-09-30T23:59Z',
    });
  if (first === undefined) throw wrong('it is no day and no moment');
  if (first > now) throw wrong('it is yet to come');
  return first;
}

/** The scan that was the last one at an instant. Throws where none had ended by then. */
export async function scanAsOf(memory: Memory, at: Instant): Promise<Scan> {
  const run = await memory.runBy(at);
  const scan = run && (await memory.scan(run.id));
  if (scan) return scan;
  throw new ShoalwatchError('store', `no scan of this store had ended by ${formatTime(at)}`, {
    cure: 'name a later moment: a store knows what was scanned into it, from its first scan on',
  });
}
