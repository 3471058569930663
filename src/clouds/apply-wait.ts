import { NotApplied, type Clock } from '#model';

/** Milliseconds between two looks at an update. */
export const pause = 5_000;

/** An hour: replacing the control plane of a cluster takes some ten minutes, and much more on a bad day. */
const mostLooks = 720;

/**
 * Looks at an update until it has ended; `what` names it. Throws a NotApplied, `unsettled`, when it is still under way
 * after an hour.
 */
export async function waitFor(what: string, clock: Clock, hasEnded: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    if (await hasEnded()) return;
    await clock.sleep(pause);
  }
  throw new NotApplied('unsettled', `${what} is still under way after ${(pause * mostLooks) / 60_000} minutes.`);
}
