import { isUnderWay } from '#engine/plan/limits';
import type { Remediation } from '#model';
import { step, whileHeld } from './carry-out.ts';
import { remediationById, type FixBench } from './desk.ts';
import { Held, holding, occupantOf } from './holding.ts';
import { leastAfter, start, type Turn } from './pace.ts';

/** Where a plan was when it was looked at last, how long it has been waited for there, and the calls of the execution by then. */
export interface Waited {
  readonly place: string;
  readonly turn: Turn;
  readonly calls: number;
}

/** What one step came to: it is to be made again, or gone on with, after so many seconds; or all has ended. */
export type CameTo =
  | { readonly is: 'again'; readonly seconds: number; readonly waited: Waited; readonly remediation: Remediation }
  | { readonly is: 'ended'; readonly remediation: Remediation };

/** Seconds until a resource is asked for again that another process is changing. */
const inUse = 15;

/**
 * Makes one step of a plan that was approved, for somebody who waits between steps without a process. It sleeps nowhere:
 * where a provider has to be waited for, it answers for how long, and is called again with what it answered. It may be
 * called as often as one likes, by as many as one likes: one at a time gets to work, and looks before it sends.
 */
export async function carryStep(bench: FixBench, id: string, waited?: Waited): Promise<CameTo> {
  const { remediation } = await remediationById(bench, id);
  if (!goesOn(remediation)) return { is: 'ended', remediation };
  const calls = (waited?.calls ?? 0) + 1;
  const least = leastAfter(calls);
  let wait: Later | undefined;
  try {
    await holding(bench, remediation.plan, async (held) => {
      // Another one may have moved it before the hold was taken.
      const now = await remediationById(bench, id);
      if (!goesOn(now.remediation)) return;
      if (now.remediation.state === 'approved' && (await occupantOf(bench, now.remediation.plan)) !== undefined)
        throw new Later(inUse * 1000, start);
      const place = placeOf(now.remediation);
      const pace = { from: waited?.place === place ? waited.turn : start, least, rest: later };
      await held.sure();
      await whileHeld(held, step({ ...held, pace }, now));
    });
  } catch (error) {
    if (error instanceof Later) wait = error;
    else if (error instanceof Held) wait = new Later(inUse * 1000, waited?.turn ?? start);
    else throw error;
  }
  const after = (await remediationById(bench, id)).remediation;
  if (!goesOn(after)) return { is: 'ended', remediation: after };
  const { ms, turn } = wait ?? new Later(0, start);
  return {
    ...{ is: 'again', seconds: Math.ceil(Math.max(ms, least) / 1000), remediation: after },
    waited: { place: placeOf(after), turn, calls },
  };
}

/** Thrown in place of a rest. What was decided before it is kept already. */
class Later extends Error {
  readonly ms: number;
  readonly turn: Turn;

  constructor(ms: number, turn: Turn) {
    super('it has to be looked at again later');
    this.ms = ms;
    this.turn = turn;
  }
}

const later = (ms: number, turn: Turn): Promise<never> => Promise.reject(new Later(ms, turn));

const goesOn = (it: Remediation): boolean => it.state === 'approved' || isUnderWay(it);

const placeOf = ({ state, step: at, sent }: Remediation): string => `${state} ${at} ${sent ? 'sent' : 'not sent'}`;
