import type { Fact, Instant, Judgement, Policy, Type } from '#model';
import type { AnyRule } from '../any-rule.ts';
import { evaluate } from '../evaluate.ts';
import type { Lookout } from './lookout.ts';
import { movedBetween } from './moved.ts';
import { typesOf } from '../ruleset.ts';
import type { World } from '../world.ts';

/** Two states of the same targets, and what judges them. */
export interface Succession {
  /** What was judged, and what is to be; of the same targets in the order in which they were judged. */
  readonly before: World;
  readonly now: World;
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  /** What was judged says what held at this moment. */
  readonly since: Instant;
  readonly at: Instant;
  /** Names policy, rules and all that they hang on but for what is looked at. */
  readonly law: string;
}

/**
 * The targets of which a rule may say otherwise than it did: those that were read otherwise, and those where an answer differs
 * that looked at one of these or hangs on the moment. Rules that look at nothing that moved are not asked, for they look at what
 * they name and nothing else; the others are asked of both states where they looked at something that moved.
 */
export function rejudgedOf(
  { before, now, rules, policy, since, at, law }: Succession,
  lookout: Lookout,
): ReadonlySet<string> {
  const types = typesOf(rules);
  const moved = movedBetween(before, now, types);
  const looking = rules.filter((rule) => rule.timed !== true && looksAt(rule, moved.types));
  const isConcerned = lookout.concernedBy(moved, before, { rules: looking, types, policy, at: since, law });
  const question = {
    ...{ rules: [...looking, ...rules.filter(({ timed }) => timed)], policy },
    among: (rule: AnyRule, target: string) =>
      !moved.targets.has(target) && (rule.timed === true || isConcerned(rule, target)),
  };
  const was = answersOf(evaluate({ ...question, world: before, at: since }));
  const is = answersOf(evaluate({ ...question, world: now, at }));
  const others = [...was.keys(), ...is.keys()].filter((target) => !areEqual(was.get(target), is.get(target)));
  return moved.targets.union(new Set(others));
}

/** Whether a rule looks at objects of some types beside the one that it judges, itself or by its facts. */
function looksAt({ uses = [] }: AnyRule, types: ReadonlySet<string>): boolean {
  const looks = (token: Type | Fact): boolean =>
    token.is === 'type' ? types.has(token.name) : token.uses.some((it) => looks(it as Type | Fact));
  return uses.some(looks);
}

type Answers = readonly Judgement[];

const answersOf = (judgements: Answers): ReadonlyMap<string, Answers> =>
  Map.groupBy(judgements, ({ resource }) => resource.target);

const areEqual = (was: Answers = [], is: Answers = []): boolean =>
  was.length === is.length && was.every((one, at) => saysSame(one, is[at]));

/** Whether two answers say the same but for the snapshots, which nobody keeps beside an answer. */
function saysSame(one: Judgement, other: Judgement | undefined): boolean {
  const [was, is] = [one, other].map((it) => Object.entries({ ...it, snapshots: undefined }));
  return (
    was?.length === is?.length &&
    (was ?? []).every(([name, value], at) => {
      const [itsName, its] = is?.[at] ?? [];
      return name === itsName && (value === its || JSON.stringify(value) === JSON.stringify(its));
    })
  );
}
