import { setTimeout as wait } from 'node:timers/promises';
import { gateOf, type Gate } from '#clouds/gate';
import type { Clock } from '#model';

/** Milliseconds from which a wait is the timeout of an attempt and not the pause before the next one. */
const long = 10_000;

const turn = 4;

/**
 * A gate whose waits cost no time. An attempt counts as hanging when nothing at all was sent or answered for `turns`
 * turns of a few milliseconds: client and simulator share a process, so that a busy machine holds up both and never
 * makes a call late that is being answered.
 */
export function patientGate(attempts: number, turns = 12): { readonly gate: Gate; readonly clock: Clock } {
  let time = Date.UTC(2026, 10, 1);
  let activity = 0;

  const clock: Clock = {
    now: () => time,
    async sleep(ms, signal) {
      const options = signal ? { signal } : {};
      if (ms < long) {
        await wait(0, undefined, options);
        time += ms;
        return;
      }
      for (let quiet = 0, seen = activity; quiet < turns; quiet += 1) {
        await wait(turn, undefined, options);
        if (activity === seen) continue;
        seen = activity;
        quiet = -1;
      }
    },
  };
  const gate = gateOf({ clock, attempts, retries: 100 });
  const pass: Gate['pass'] = (call, send, errors) =>
    gate.pass(
      call,
      async (signal) => {
        activity += 1;
        try {
          return await send(signal);
        } finally {
          activity += 1;
        }
      },
      errors,
    );
  return { clock, gate: { trace: gate.trace, pass } };
}
