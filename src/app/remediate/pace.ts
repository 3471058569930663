import type { Clock } from '#model';

/** How far a wait has come: the looks that it had the time for, and those at which nothing went on any more. */
export interface Turn {
  readonly looks: number;
  readonly quiet: number;
}

/** How somebody waits who does it otherwise than by sleeping: from where, and what comes instead of a rest. */
export interface Pace {
  readonly from: Turn;
  /** Milliseconds that every wait lasts at least. */
  readonly least: number;
  rest(ms: number, turn: Turn): Promise<void>;
}

interface Patience {
  /** Milliseconds between two looks, and how many there are. */
  readonly pause: number;
  readonly looks: number;
  /** After so many at which nothing went on it ends; never without it. */
  readonly quiets?: number;
}

/** Looks until a look answers something. Undefined where none did: nothing went on any more, or it took too long. */
export async function lookAgain<T extends object>(
  bench: Pacing,
  { pause, looks, quiets = Infinity }: Patience,
  look: (quiet: number) => Promise<T | 'busy' | 'quiet'>,
): Promise<T | undefined> {
  let turn = bench.pace?.from ?? start;
  // A wait that lasts longer stands for all the looks that would have been made in it: an hour stays an hour.
  const spent = Math.max(1, (bench.pace?.least ?? 0) / pause);
  while (turn.looks < looks && turn.quiet < quiets) {
    const came = await look(turn.quiet);
    if (typeof came === 'object') return came;
    turn = { looks: turn.looks + spent, quiet: turn.quiet + (came === 'quiet' ? 1 : 0) };
    await rest(bench, pause, turn);
  }
  return undefined;
}

interface Pacing {
  readonly clock: Clock;
  readonly pace?: Pace;
  readonly signal?: AbortSignal;
}

/** Where every wait begins. */
export const start: Turn = { looks: 0, quiet: 0 };

/** Waits before the same is looked at once more. */
export const rest = ({ clock, pace, signal }: Pacing, ms: number, turn = start): Promise<void> =>
  pace ? pace.rest(Math.max(ms, pace.least), turn) : clock.sleep(ms, signal);

/** Calls after which waits begin to grow: twenty minutes of waits of ten seconds. */
const usualCalls = 120;

/**
 * Milliseconds that the next wait of an execution lasts at least, after so many calls: each call is some ten events of its
 * history, which holds 25,000. With a tenth of a second more for each call half a day has less than a thousand calls.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const leastAfter = (calls: number): number => (calls > usualCalls ? calls * 100 : 0);
