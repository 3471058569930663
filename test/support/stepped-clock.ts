import type { Clock } from '#model';

/** Time that moves to the earliest end of a wait when nothing else is left to do. */
export function steppedClock(): Clock {
  const waits = new Set<{ readonly until: number; readonly wake: () => void }>();
  let time = 0;
  let scheduled = false;
  const step = (): void => {
    scheduled = false;
    const until = Math.min(...[...waits].map((wait) => wait.until));
    if (until === Infinity) return;
    time = Math.max(time, until);
    for (const wait of [...waits]) if (wait.until <= time) wait.wake();
    schedule();
  };
  const schedule = (): void => {
    if (!scheduled && waits.size > 0) setImmediate(step);
    scheduled ||= waits.size > 0;
  };
  return {
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const wake = (): void => {
          waits.delete(wait);
          resolve();
        };
        const wait = { until: time + ms, wake };
        waits.add(wait);
        signal?.addEventListener('abort', () => {
          waits.delete(wait);
          reject(new DOMException('ended', 'AbortError'));
        });
        schedule();
      }),
  };
}
