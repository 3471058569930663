import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#model';
import { serviceTime } from './service-time.ts';

const time = serviceTime();

/** Time as the store tells it, by the clock of the machine that runs the function: reads of several functions are ordered by it. */
export const clock: Clock = {
  now: () => Date.now() + time.ahead(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal ? { signal } : {});
  },
};

/** A client whose answers put the clock right. */
export const settingClock = time.heardBy;
