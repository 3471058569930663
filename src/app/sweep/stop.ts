import type { Clock } from '#model';

/** The time that a function has. */
export interface Time {
  /** Aborted when it is over. */
  readonly signal: AbortSignal;
  /** Stops the watch: the work has come to its end. */
  over(): void;
}

/** Time that ends at an instant, in milliseconds since 1970. */
export function stopAfter(until: number, clock: Clock): Time {
  const stop = new AbortController();
  const rest = new AbortController();
  // The watch that is stopped rejects: then nothing has to be stopped any more.
  clock.sleep(Math.max(0, until - clock.now()), rest.signal).then(
    () => stop.abort(),
    () => undefined,
  );
  return { signal: stop.signal, over: () => rest.abort() };
}

/** How work ended: with an answer, with an error, or not at all within its time. */
export type Ended<T> = { readonly answer: T } | { readonly error: unknown } | { readonly cut: true };

/** Waits for work as long as there is time, also for work that does not listen to its signal. */
export async function withinTime<T>(signal: AbortSignal, work: () => Promise<T>): Promise<Ended<T>> {
  const over = Promise.withResolvers<Ended<T>>();
  const cut = (): void => over.resolve({ cut: true });
  signal.addEventListener('abort', cut, { once: true });
  if (signal.aborted) cut();
  const ended = work().then(
    (answer): Ended<T> => ({ answer }),
    (error: unknown): Ended<T> => (signal.aborted ? { cut: true } : { error }),
  );
  try {
    return await Promise.race([ended, over.promise]);
  } finally {
    signal.removeEventListener('abort', cut);
  }
}
