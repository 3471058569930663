import { evaluate } from '#engine/evaluate';
import { componentListOf, settingFor, settingsOf } from '#engine/settings';
import { worldOf } from '#engine/world';
import type { AnyRule } from '#engine/any-rule';
import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';
import {
  defaultPolicy,
  type ComponentLists,
  type DenyTerms,
  type Instant,
  type Policy,
  type PolicyDocument,
  type Snapshot,
} from '#model';

/** Settings that change nothing: they say what stands anyway, or set a rule that they switch off. */
export function settingsWithoutEffect(
  rules: readonly AnyRule[],
  document: PolicyDocument,
  at: Instant,
): readonly string[] {
  const policy: Policy = { ...document, version: null };
  return rules.flatMap((rule) => {
    const { enabled, severity, params } = settingFor(policy, rule);
    const path = `policy.rules.${rule.id}`;
    if (enabled === false) {
      const set = [...(severity === undefined ? [] : ['severity']), ...(params === undefined ? [] : ['params'])];
      return set.map((name) => `${path}.${name} has no effect: the rule is off`);
    }
    const [usual] = settingsOf([rule], defaultPolicy, at);
    const same = Object.entries(params ?? {}).filter(([name, value]) => isSame(value, usual?.params[name]));
    return [
      ...(severity === rule.severity ? [`${path}.severity has no effect: ${severity} is the default`] : []),
      ...same.map(([name]) => `${path}.params.${name} has no effect: it is the default`),
    ];
  });
}

/** Rules that a policy sets and that do not exist: a version may be older than the rules that ship now. */
export function unknownRules(rules: readonly AnyRule[], policy: Policy): readonly string[] {
  const known = new Set(rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
  const ids = Object.keys(policy.rules).filter((id) => !known.has(id));
  return ids.sort(compareText).map((id) => `policy.rules.${id} has no effect: no rule is called so`);
}

/** What the denials of a draft are tried on. */
export interface Denials {
  readonly snapshots: readonly Snapshot[];
  readonly rules: readonly AnyRule[];
  readonly now: Policy;
  readonly draft: Policy;
  readonly at: Instant;
}

/** The most denials that are tried: each is an evaluation of its own. */
const most = 100;

/** Denials of a draft that stand in no policy yet and match nothing in the stored fleet. */
export function denialsWithoutMatch({ snapshots, rules, now, draft, at }: Denials): readonly string[] {
  const known = new Set(denialsIn(now.components).map((it) => canonicalJson(it)));
  const fresh = denialsIn(draft.components).filter((it) => !known.has(canonicalJson(it)));
  const world = worldOf(snapshots);
  const failing = (components: ComponentLists, own: readonly AnyRule[]): string => {
    const judgements = evaluate({ world, rules: own, policy: { ...draft, components }, at });
    return canonicalJson(judgements.filter(({ verdict }) => verdict === 'fail'));
  };
  const { allow } = draft.components;
  const untouched = fresh.slice(0, most).filter(({ list, item }) => {
    const own = rules.filter((rule) => isFilledBy(rule, `deny.${list}`));
    return own.length > 0 && failing({ allow, deny: { [list]: [item] } }, own) === failing({ allow, deny: {} }, own);
  });
  const left = fresh.length - Math.min(fresh.length, most);
  return [
    ...untouched.map(({ list, item }) => `policy.deny.${list} ${nameOf(item)} matches nothing that is known`),
    ...(left > 0 ? [`${left} more denials were not tried one by one`] : []),
  ];
}

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

const isFilledBy = (rule: AnyRule, list: string): boolean =>
  Object.values(rule.params?.shape ?? {}).some((field) => {
    const own = componentListOf(field);
    return own === list || own?.startsWith(`${list}.`) === true;
  });

interface Denial {
  readonly list: string;
  readonly item: DenyTerms;
}

const denialsIn = ({ deny }: ComponentLists): readonly Denial[] =>
  Object.entries(deny).flatMap(([list, items]) => items.map((item) => ({ list, item })));

/** An entry in a few words: what it names, without why and until when. */
export const nameOf = (item: object): string =>
  Object.entries(item)
    .filter(([name]) => name !== 'reason' && name !== 'until')
    .map(([, value]) => String(value))
    .join(' ');
