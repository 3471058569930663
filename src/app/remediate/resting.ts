import type { Memory } from '#model';
import type { FixDesk } from './desk.ts';

/** Milliseconds for which what broke is left alone: doubled each time, up to a day. */
const first = 10 * 60_000;
const longest = 24 * 3_600_000;

interface Rest {
  readonly times: number;
  readonly until: number;
}

/** What this process knows of: a finding that rests is not even planned. */
const known = new WeakMap<Memory, Map<string, Rest>>();

type Resting = Pick<FixDesk, 'memory' | 'clock'>;

/** Whether a fix of a finding broke lately. */
export const isResting = ({ memory, clock }: Resting, finding: string): boolean =>
  clock.now() < (known.get(memory)?.get(finding)?.until ?? 0);

/**
 * Leaves a finding alone for a while. False where another process, or one before this one, has told of it already: the mark
 * is a lease that nobody lets go of.
 */
export async function rest({ memory, clock }: Resting, finding: string): Promise<boolean> {
  const own = known.get(memory) ?? new Map<string, Rest>();
  known.set(memory, own);
  const times = (own.get(finding)?.times ?? 0) + 1;
  const ms = Math.min(longest, first * 2 ** (times - 1));
  own.set(finding, { times, until: clock.now() + ms });
  return (await memory.remediations.holds(clock).take(`rest ${finding}`, 'policy', ms)) !== undefined;
}

/** What did not break begins anew. */
export const rested = ({ memory }: Resting, finding: string): void => void known.get(memory)?.delete(finding);
