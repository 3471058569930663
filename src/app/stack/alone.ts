import { parseInstant } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Lease } from '#store/lease';
import { oneByOne } from '../turns.ts';
import { heldMemory } from './held-memory.ts';
import { rightToJudge } from './right-to-judge.ts';
import type { Judge } from './stack.ts';

/** For how long the right to judge is taken and renewed, in milliseconds: whoever dies with it keeps the others waiting for this long. */
const length = 60_000;

/** Whoever died or failed may have left something half done, whose looks and late writes have ended so many milliseconds later. */
const doubt = 7_200_000;

/** Until it is asked for again. */
const pause = 500;

/** Nobody else let go of it in the time given. */
export const busy = Symbol('busy');

/** What whoever judges alone works with. */
export type Held = Pick<Judge, 'memory'> & Required<Pick<Judge, 'isSure'>>;

/**
 * Does work that nobody else may do meanwhile, with a memory that refuses to be written to once the right is lost. Answers
 * `busy` where it cannot be had within so many milliseconds; nothing has been done then. Work that failed, or is not whole,
 * leaves doubt of what stands.
 */
export async function alone<T>(
  stack: Judge,
  patience: number,
  work: (held: Held) => Promise<T>,
  isWhole: (done: T) => boolean = () => true,
): Promise<T | typeof busy> {
  const { leases, clock } = stack;
  const taken = await rightToJudge(stack, { length, patience, pause });
  if (!taken) return busy;
  let { since } = taken;
  let lease: Lease | undefined = taken.lease;
  const inTurn = oneByOne();
  const hold = (atMost: number): Promise<void> =>
    inTurn(async () => {
      const at = clock.now();
      if (lease && at - since < atMost) return;
      lease = lease && (await leases.renew(lease, length));
      if (!lease) throw lost();
      since = at;
    });
  // One that fails is found out by the next write.
  const stop = stack.every(length / 4, () => void hold(length / 4).catch(() => undefined));
  const held = heldMemory(stack.memory, () => hold(length / 2), stack.warm.take(taken.lease));
  let isDone = false;
  try {
    const isSure = await isMended(stack.memory, taken.lease);
    const done = await work({ memory: held.memory, isSure });
    isDone = isWhole(done);
    return done;
  } finally {
    stop();
    await inTurn(async () => {
      const findings = isDone ? await held.known() : undefined;
      if (!lease) return;
      await leases.release(lease, !isDone);
      if (findings) stack.warm.keep(lease, findings);
      // What cannot be let go of ends by itself.
    }).catch(() => undefined);
  }
}

/**
 * Whether nothing can be left half done: nobody died or failed, or everything was judged after the doubt of it. Time alone mends
 * nothing: what moved without its run is in no state that a part is judged over.
 */
async function isMended(memory: Judge['memory'], { doubtful }: Lease): Promise<boolean> {
  if (doubtful === undefined) return true;
  const [last] = await memory.runs(1);
  const wholeAt = parseInstant(last?.wholeAt ?? last?.finishedAt ?? '') ?? 0;
  return wholeAt >= (parseInstant(doubtful) ?? Infinity) + doubt;
}

const lost = (): ShoalwatchError =>
  new ShoalwatchError('store', 'another run took the right to judge over: this one stood still for too long', {
    cure: 'nothing is lost: what this one was about is judged again',
  });
