import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#model';

/** Time as the machine knows it that runs the function. */
export const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal ? { signal } : {});
  },
};
