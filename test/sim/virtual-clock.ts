/** What paces a simulator and whoever calls it: milliseconds since 1970, and a way to wait. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface VirtualClock extends Clock {
  /** Time stands still while this work is under way. Wrap single calls in it, never something that sleeps itself. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Milliseconds since the start. */
  elapsed(): number;
}

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};

/**
 * A clock whose time moves only when somebody sleeps and nothing is under way: then it jumps to the earliest end of a
 * sleep. Sleepers with the same end wake in the order in which they lay down.
 */
export function virtualClock(start = 0): VirtualClock {
  const sleepers: { until: number; wake: () => void }[] = [];
  let time = start;
  let working = 0;
  let scheduled = false;

  function schedule(): void {
    if (scheduled || working > 0 || sleepers.length === 0) return;
    scheduled = true;
    // A turn of the event loop first: whoever was just woken may begin work or lie down again.
    setImmediate(() => {
      scheduled = false;
      if (working > 0) return;
      wakeNext();
      schedule();
    });
  }

  function wakeNext(): void {
    const until = sleepers.reduce((least, sleeper) => Math.min(least, sleeper.until), Number.POSITIVE_INFINITY);
    if (until === Number.POSITIVE_INFINITY) return;
    time = Math.max(time, until);
    const due = sleepers.filter((sleeper) => sleeper.until <= time);
    for (const sleeper of due) sleepers.splice(sleepers.indexOf(sleeper), 1);
    for (const sleeper of due) sleeper.wake();
  }

  return {
    now: () => time,
    elapsed: () => time - start,
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ until: time + Math.max(0, ms), wake });
        schedule();
      }),
    async during(work) {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
        schedule();
      }
    },
  };
}
