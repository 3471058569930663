import { typesNeeded, type AnyRule } from '#engine/any-rule';
import { evaluate } from '#engine/evaluate';
import { worldOf } from '#engine/world';
import type { Instant, Judgement, Policy, ResourceRef, Snapshot } from '#model';
import { movedTypes } from './moved-types.ts';

/** What the rules said of a set of snapshots. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  /** Whether a rule was asked. Where it was not, what it said without a fault stands. */
  readonly isAsked: (rule: string) => boolean;
}

interface Ground {
  /** What was read without a fault. */
  readonly before: readonly Snapshot[];
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  readonly at: Instant;
}

/** Judges sets of snapshots; `known` are the resources that were read without a fault. */
export interface Judge {
  /** Asks every rule. */
  whole(now: readonly Snapshot[], known: readonly ResourceRef[]): Judged;
  /**
   * Asks the rules that name a type of which something was read otherwise than without a fault; to the others everything that
   * they may look at says what it said. That rests on the types that rules declare, and not on what the engine notes of their
   * looks or takes for touched by a change: those are under test.
   */
  again(now: readonly Snapshot[], known: readonly ResourceRef[]): Judged;
}

export function judgeOver({ before, rules, policy, at }: Ground): Judge {
  const needed = new Map(rules.map((rule) => [rule, typesNeeded(rule)]));
  const types = [...new Set([...needed.values()].flat())];

  const judged = (now: readonly Snapshot[], known: readonly ResourceRef[], asked: readonly AnyRule[]): Judged => {
    const ids = new Set(asked.map(({ id }) => id));
    return {
      judgements: evaluate({ world: worldOf(now), rules: asked, policy, at, known }),
      isAsked: (rule) => ids.has(rule),
    };
  };
  return {
    whole: (now, known) => judged(now, known, rules),
    again(now, known) {
      const moved = movedTypes(before, now, types);
      const isMoved = (rule: AnyRule): boolean =>
        moved === 'all' || (needed.get(rule)?.some(({ name }) => moved.has(name)) ?? true);
      return judged(now, known, rules.filter(isMoved));
    },
  };
}
