import { clip, redactSecrets } from '#lib/text';
import { NotApplied, type Clock, type Work } from '#model';

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

/**
 * Looks until work has ended that a provider has begun and goes on with by itself; `what` names it, and `work` is what the
 * provider calls it. Throws a NotApplied with that: `refused` where the provider ended it otherwise, `unsettled` where it is
 * still under way, or where a look failed, since the change was taken and its end is not known then.
 */
export async function waitForWork(
  what: string,
  { clock, work, look }: { readonly clock: Clock; readonly work: string; readonly look: () => Promise<Work> },
): Promise<void> {
  try {
    await waitFor(what, clock, async () => {
      const seen = await look();
      if (seen.is === 'failed') throw new NotApplied('refused', seen.says, { answer: seen.code, begun: work });
      return seen.is === 'done';
    });
  } catch (error) {
    const isTold = error instanceof NotApplied && error.begun !== undefined;
    if (isTold || !(error instanceof Error) || error.name === 'AbortError') throw error;
    throw new NotApplied('unsettled', error.message, { cause: error, begun: work });
  }
}

/** Work that its provider ended otherwise than asked, and why: one line without secrets, which the store can keep. */
export const endedBy = (code: string, says: string): Work => ({
  ...{ is: 'failed', code: clip(code, 100) },
  says: clip(redactSecrets(says).replace(/\s+/g, ' ').trim(), 500),
});
