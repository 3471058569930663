/** A bound on what is under way at once, first come, first served. */
export interface Slots {
  enter(): Promise<void>;
  leave(): void;
}

export function slotsOf(count: number): Slots {
  const waiting: (() => void)[] = [];
  let free = count;
  let next = 0;
  return {
    enter() {
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    leave() {
      const wake = waiting[next];
      if (wake === undefined) {
        free += 1;
        return;
      }
      next += 1;
      // Taking from the front one by one would move the whole queue each time.
      if (next > 1000) {
        waiting.splice(0, next);
        next = 0;
      }
      wake();
    },
  };
}
