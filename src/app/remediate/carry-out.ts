import { isUnderWay } from '#engine/plan/limits';
import { ShoalwatchError } from '#model';
import type { Remediation, StoredRemediation } from '#model';
import { begin } from './begin.ts';
import { instantOf, remediationById, type FixBench } from './desk.ts';
import { Held, heldFor, holding, occupantOf, type HeldBench } from './holding.ts';
import { move } from './move.ts';
import { send } from './send.ts';
import { settle } from './settle.ts';
import { verify } from './verify.ts';

/**
 * Carries a plan that was approved out, or goes on with one that another process left, step by step until it has ended.
 * Whatever may have been sent is looked for before anything is sent again.
 */
export async function carryOut(bench: FixBench, id: string): Promise<Remediation> {
  const { remediation } = await remediationById(bench, id);
  if (!isToDo(remediation)) {
    const how = remediation.state === 'proposed' ? 'waits for somebody to approve it' : `is ${remediation.state}`;
    throw new ShoalwatchError('usage', `${id} ${how}`, {
      cure: remediation.state === 'proposed' ? `shoalwatch fix --approve ${id}` : 'shoalwatch fix --list',
    });
  }
  return holding(bench, remediation.plan, async (held) => {
    let now = await remediationById(bench, id);
    while (isToDo(now.remediation)) {
      bench.signal?.throwIfAborted();
      await held.sure();
      const other = now.remediation.state === 'approved' ? await occupantOf(bench, now.remediation.plan) : undefined;
      if (other !== undefined) throw new Held(now.remediation.plan.resource.name, other);
      now = await whileHeld(held, step(held, now));
      // A word of somebody else may have come meanwhile.
      now = await remediationById(bench, id);
    }
    return now.remediation;
  });
}

const isToDo = (it: Remediation): boolean => it.state === 'approved' || isUnderWay(it);

/** One transition, which ends with being kept. */
export async function step(bench: HeldBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { state } = now.remediation;
  if (state === 'approved') return begin(bench, now);
  if (state === 'waiting') return settle(bench, now);
  if (state === 'verifying') return verify(bench, now);
  const halted = await whyHalted(bench, now.remediation);
  return halted === undefined ? send(bench, now) : halt(bench, now, halted);
}

/** The kill switch and a person's word count between two steps; a way back is walked to its end. */
async function whyHalted({ memory }: FixBench, { state, sent, stop }: Remediation): Promise<string | undefined> {
  if (state !== 'applying' || sent) return undefined;
  if (stop) return `${stop.by} stopped it`;
  const pause = await memory.pause.get();
  return pause?.paused ? `${pause.by} paused all fixes` : undefined;
}

const halt = (bench: FixBench, now: StoredRemediation, why: string): Promise<StoredRemediation> => {
  const { made } = now.remediation;
  const left = made === 0 ? ('unchanged' as const) : ('partly-changed' as const);
  return move(bench, now, { state: 'stopped', why, left, finishedAt: instantOf(bench) }, 'stopped');
};

/** Holds on while a step takes long. */
export async function whileHeld<T>({ clock, sure }: HeldBench, work: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const beat = async (): Promise<void> => {
    while (await rested(clock.sleep(heldFor / 3, ended.signal))) await sure();
  };
  const [worked, beaten] = await Promise.allSettled([work.finally(() => ended.abort()), beat()]);
  if (worked.status === 'rejected') throw worked.reason;
  if (beaten.status === 'rejected') throw beaten.reason;
  return worked.value;
}

/** Whether a rest came to its end, and was not broken off. */
const rested = (rest: Promise<void>): Promise<boolean> =>
  rest.then(
    () => true,
    () => false,
  );
