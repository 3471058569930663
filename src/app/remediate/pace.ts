import type { Clock } from '#model';

/** How far a wait has come: the looks that were made, and those of them at which nothing went on any more. */
export interface Turn {
  readonly looks: number;
  readonly quiet: number;
}

/** How somebody waits who does it otherwise than by sleeping: from where, and what comes instead of a rest. */
export interface Pace {
  readonly from: Turn;
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
  while (turn.looks < looks && turn.quiet < quiets) {
    const came = await look(turn.quiet);
    if (typeof came === 'object') return came;
    turn = { looks: turn.looks + 1, quiet: turn.quiet + (came === 'quiet' ? 1 : 0) };
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
  pace ? pace.rest(ms, turn) : clock.sleep(ms, signal);
