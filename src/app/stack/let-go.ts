import { ShoalwatchError, type Clock } from '#model';
import type { Permitted, Pruned } from '#store/prune/prune';
import type { Leases } from '#store/lease';
import { rightToJudge } from './right-to-judge.ts';

/** What the function of the stack works with that lets go of what nobody keeps any more. */
export interface LettingGo {
  /** Prunes the store of the stack. */
  readonly prune: (permitted: Permitted) => Promise<Pruned>;
  readonly leases: Leases;
  /** Tells this call of the function from every other. */
  readonly holder: string;
  readonly clock: Clock;
}

/** For how long the right to judge is taken and renewed, in milliseconds. */
const length = 120_000;

/** Less than this of it left, and it is renewed: what is under way then ends before it does. Milliseconds. */
const enough = 40_000;

/** For how long whoever judges is waited for, and from one asking to the next, in milliseconds. */
const [patience, pause] = [120_000, 1000];

/** Nothing is begun after so many milliseconds: the function may run for fifteen minutes. */
const longest = 11 * 60_000;

/**
 * Prunes the store of a stack, and takes files away only while nobody judges: a run that is written meanwhile could name one of
 * them again. Throws a ShoalwatchError where something that is kept is lost.
 */
export async function letGo(stack: LettingGo): Promise<Pruned> {
  const { clock } = stack;
  const end = clock.now() + longest;
  return stack.prune({ now: clock.now(), isLate: () => clock.now() > end, alone: (work) => alone(stack, work) });
}

async function alone<T>(stack: LettingGo, work: (hold: () => Promise<void>) => Promise<T>): Promise<T | undefined> {
  const { leases, clock } = stack;
  const taken = await rightToJudge(stack, { length, patience, pause });
  if (!taken) return undefined;
  let { lease, since } = taken;
  const hold = async (): Promise<void> => {
    const at = clock.now();
    if (at - since < length - enough) return;
    const renewed = await leases.renew(lease, length);
    if (!renewed) throw lost();
    [lease, since] = [renewed, at];
  };
  try {
    return await work(hold);
  } finally {
    // No finding has moved: nobody has to doubt what stands.
    await leases.release(lease);
  }
}

const lost = (): ShoalwatchError =>
  new ShoalwatchError('store', 'a run took the right to judge over: what nobody keeps was let go of too slowly', {
    cure: 'nothing that is kept is gone: the next time it goes on',
  });
