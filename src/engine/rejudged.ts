import { canonicalJson } from '#lib/canonical';
import type { Fact, Instant, Judgement, Policy, Snapshot, Type } from '#model';
import type { AnyRule } from './any-rule.ts';
import { evaluate } from './evaluate.ts';
import { worldOf } from './world.ts';

/** Two states of the same targets, and what judges them. */
export interface Succession {
  /** What was judged, in the order in which it was. A target that is the same in both may be the same object. */
  readonly before: readonly Snapshot[];
  readonly now: readonly Snapshot[];
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  /** What was judged says what held at this moment. */
  readonly since: Instant;
  readonly at: Instant;
}

/**
 * The targets of which a rule may say otherwise than it did: those that were read otherwise, and those where an answer differs
 * that looked at one of these or hangs on the moment. Rules that look at nothing that moved are not asked, for they look at what
 * they name and nothing else; the others are asked of both states.
 */
export function rejudgedOf({ before, now, rules, policy, since, at }: Succession): ReadonlySet<string> {
  const stood = new Map(before.map((it) => [it.target.id, it]));
  const moved = now.filter((it) => stood.get(it.target.id)?.id !== it.id);
  const types = new Set(moved.flatMap((it) => [...typesMoved(stood.get(it.target.id), it)]));
  const own = new Set(moved.map(({ target }) => target.id));
  const isAsked = (rule: AnyRule): boolean => rule.timed === true || looksAt(rule, types);
  const asked = rules.filter(isAsked);
  if (asked.length === 0) return own;
  const question = { rules: asked, policy, among: (_: AnyRule, target: string) => !own.has(target) };
  const was = answersOf(evaluate({ ...question, world: worldOf(before), at: since }));
  const is = answersOf(evaluate({ ...question, world: worldOf(now), at }));
  const others = [...was.keys(), ...is.keys()].filter((target) => !areEqual(was.get(target), is.get(target)));
  return own.union(new Set(others));
}

/** The names of the types of which something differs: an object, whether it was listed whole, or why it was not. */
function typesMoved(before: Snapshot | undefined, now: Snapshot): ReadonlySet<string> {
  const [was, is] = [textsOf(before), textsOf(now)];
  const moved = new Set([...was.keys(), ...is.keys()].filter((type) => was.get(type) !== is.get(type)));
  const listed = new Set(before?.complete).symmetricDifference(new Set(now.complete));
  const gaps = [...(before?.gaps ?? []), ...now.gaps];
  const areSame = canonicalJson(before?.gaps ?? []) === canonicalJson(now.gaps);
  return moved.union(listed).union(new Set(areSame ? [] : gaps.flatMap(({ types }) => types)));
}

/** All that stands of each type, in its order: where an address stands twice, whoever looks meets the first. */
const textsOf = (snapshot: Snapshot | undefined): ReadonlyMap<string, string> =>
  new Map(
    [...Map.groupBy(snapshot?.resources ?? [], ({ type }) => type)].map(([type, all]) => [type, canonicalJson(all)]),
  );

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
  was.length === is.length && was.every((one, at) => textOf(one) === textOf(is[at]));

/** All that an answer says but for the snapshots, which nobody keeps beside an answer. */
const textOf = (one: Judgement | undefined): string => JSON.stringify({ ...one, snapshots: undefined });
