import type { Clock } from '#model';
import { quickClock } from '../support/quick-clock.ts';

/** Milliseconds from which a wait is the timeout of an attempt. */
const long = 10_000;

/**
 * A clock for faults that hang. A timeout ends after many turns of the event loop instead of after some time: client
 * and server are in one process, so that a busy machine holds up both and never one call that is being answered.
 */
export function steppedClock(turns = 40): Clock {
  const clock = quickClock({ long, patience: 4 });
  return {
    now: () => clock.now(),
    async sleep(ms, signal) {
      for (let turn = 0; turn < (ms < long ? 1 : turns); turn += 1) await clock.sleep(ms, signal);
    },
  };
}
