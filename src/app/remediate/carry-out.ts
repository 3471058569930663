import { isUnderWay } from '#engine/limits';
import { ShoalwatchError } from '#model';
import type { Hold, Remediation, StoredRemediation } from '#model';
import { begin } from './begin.ts';
import { instantOf, remediationById, type FixBench } from './desk.ts';
import { move } from './move.ts';
import { send } from './send.ts';
import { settle } from './settle.ts';
import { verify } from './verify.ts';

/** Milliseconds for which a resource is held; it is held anew before each step, and while one takes long. */
const length = 120_000;

/**
 * Carries a plan that was approved out, or goes on with one that another process left, step by step until it has ended.
 * Whatever may have been sent is looked for before anything is sent again.
 */
export async function carryOut(bench: FixBench, id: string): Promise<Remediation> {
  const { remediation } = await remediationById(bench, id);
  if (remediation.state !== 'approved' && !isUnderWay(remediation)) {
    const how = remediation.state === 'proposed' ? 'waits for somebody to approve it' : `is ${remediation.state}`;
    throw new ShoalwatchError('usage', `${id} ${how}`, {
      cure: remediation.state === 'proposed' ? `shoalwatch fix --approve ${id}` : 'shoalwatch fix --list',
    });
  }
  const { resource } = remediation.plan;
  const holds = bench.memory.remediations.holds(bench.clock);
  const hold = await holds.take(`fix ${resource.target} ${resource.id}`, bench.holder, length);
  if (!hold) {
    throw new ShoalwatchError('store', `another process is changing ${resource.name}`, {
      cure: 'wait until it has ended; one that died is over after some minutes',
    });
  }
  const held = { hold };
  try {
    return await underHold(bench, id, held);
  } finally {
    await holds.release(held.hold);
  }
}

async function underHold(bench: FixBench, id: string, held: { hold: Hold }): Promise<Remediation> {
  const holds = bench.memory.remediations.holds(bench.clock);
  const renew = async (): Promise<void> => {
    const next = await holds.renew(held.hold, length);
    if (!next) throw new ShoalwatchError('store', `another process took over ${id}`);
    held.hold = next;
  };
  let now = await remediationById(bench, id);
  while (now.remediation.state === 'approved' || isUnderWay(now.remediation)) {
    bench.signal?.throwIfAborted();
    await renew();
    now = await whileHeld(bench, renew, step(bench, now));
    // A word of somebody else may have come meanwhile.
    now = await remediationById(bench, id);
  }
  return now.remediation;
}

/** One transition, which ends with being kept. */
export async function step(bench: FixBench, now: StoredRemediation): Promise<StoredRemediation> {
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
async function whileHeld<T>({ clock }: FixBench, renew: () => Promise<void>, work: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const beat = async (): Promise<void> => {
    while (await rested(clock.sleep(length / 3, ended.signal))) await renew();
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
