import type { Clock } from '#model';

interface Settings {
  /** Waits at least this long are timeouts of attempts: they take `patience` of real time. */
  readonly long?: number;
  readonly patience?: number;
}

/** A clock for tests over sockets: short waits end at once, in virtual time, and what hangs is given up soon. */
export function quickClock({ long = 10_000, patience = 15_000 }: Settings = {}): Clock {
  let time = Date.now();
  return {
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(timer);
          reject(new DOMException('The wait was ended.', 'AbortError'));
        };
        const timer = setTimeout(
          () => {
            signal?.removeEventListener('abort', stop);
            if (ms < long) time += ms;
            resolve();
          },
          ms < long ? 0 : patience,
        );
        signal?.addEventListener('abort', stop, { once: true });
        if (signal?.aborted) stop();
      }),
  };
}
