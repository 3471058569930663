import type { Clock } from '#model';
import type { Collected } from './collect.ts';
import type { Batch } from './files.ts';
import { planRound, type PlanInput } from './plan.ts';
import type { Round, RoundItem } from './shapes.ts';

/** What a call that leads the sweep of a cloud works with. */
export interface Advance {
  readonly plan: PlanInput;
  readonly clock: Clock;
  /** When the function began, in milliseconds since 1970. */
  readonly began: number;
  readonly collect: (batch: Batch, items: readonly RoundItem[]) => Promise<Collected>;
  /** Asks for what is gone, once everything is read. */
  readonly askGone: () => Promise<unknown>;
}

/** How far a sweep has come, and what its machine has to do next. */
export interface Advanced {
  /** `collect`: have the batches of the round read; `again`: call once more; `end`: all is read and asked. */
  readonly then: 'collect' | 'again' | 'end';
  /** The round that was dealt out last. */
  readonly round: number;
  /** Its batches, by number. */
  readonly batches: readonly number[];
  /** The targets in them. */
  readonly left: number;
  /** The round to call with the next time. */
  readonly next: number;
}

/** Milliseconds after which nothing more is begun that may need a whole call's time. */
const beginsWithin = 60_000;

/**
 * Takes a sweep of one cloud on from a round, as far as one call can: deals out, reads by itself what a single batch holds, and
 * in the end asks for what is gone. Each state that a machine enters is paid for, and so is each call.
 */
export async function advance({ plan, clock, began, collect, askGone }: Advance, from: number): Promise<Advanced> {
  const { name, files } = plan;
  for (let round = from; ; round += 1) {
    const dealt = await planRound(plan, round);
    const stands = { round, next: round, batches: [...dealt.keys()], left: dealt.flat().length };
    if (round > from && clock.now() - began > beginsWithin) return { ...stands, then: 'again' };
    if (dealt.length === 0) {
      await askGone();
      return { ...stands, then: 'end' };
    }
    // What took a call down that read by itself is read by others, so that the plan goes on.
    if (!isSmall(dealt) || !(await files.note(`${name} round ${round}`, 'begun'))) {
      return { ...stands, next: round + 1, then: 'collect' };
    }
    await collect({ cloud: name, round, batch: 0 }, dealt.flat());
  }
}

/** Whether one call reads a round, of which nothing was dealt out before in vain. */
const isSmall = (round: Round): boolean => round.length === 1 && round.flat().every(({ again }) => again === undefined);
