import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import type { Fact, Type } from '#model';
import { typesNeeded, type AnyRule } from './any-rule.ts';

/** A digest of what the rules are: their ids and their own text; of a custom one, its definition. */
export function rulesetDigest(rules: readonly AnyRule[]): string {
  const parts = rules.map((rule) => [rule.id, rule.severity, rule.title, rule.custom ?? textDigest(rule)]);
  return sha256(canonicalJson(parts.sort())).slice(0, 16);
}

/**
 * A digest of the text of the rule and of the facts that it asks for: a fact that was mended makes another rule of each that
 * asks for it. A bundler gives the same text other names in each bundle: `tools/bundle` puts what
 * this answers of the sources in its place, so that all functions and the command line agree.
 */
export function textDigest(rule: AnyRule): string {
  return sha256(textOf(rule)).slice(0, 16);
}

/** Every resource type that the rules need. */
export const typesOf = (rules: readonly AnyRule[]): readonly Type[] => [...new Set(rules.flatMap(typesNeeded))];

function textOf({ evaluate, uses = [] }: AnyRule): string {
  const facts = [...factsOf(uses)].map(({ name, work }) => `${name} ${String(work)}`);
  return [evaluate.toString(), ...facts.sort()].join('\n');
}

function factsOf(tokens: readonly (Type | Fact)[]): ReadonlySet<Fact> {
  const own = tokens.filter((it) => it.is === 'fact');
  return new Set([...own, ...own.flatMap(({ uses }) => [...factsOf(uses as readonly (Type | Fact)[])])]);
}
