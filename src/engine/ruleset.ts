import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import type { Type } from '#model';
import { typesNeeded, type AnyRule } from './any-rule.ts';

/** A digest of what the rules are: their ids and their own text; of a custom one, its definition. */
export function rulesetDigest(rules: readonly AnyRule[]): string {
  const parts = rules.map((rule) => [rule.id, rule.severity, rule.title, rule.custom ?? rule.evaluate.toString()]);
  return sha256(canonicalJson(parts.sort())).slice(0, 16);
}

/** Every resource type that the rules need. */
export const typesOf = (rules: readonly AnyRule[]): readonly Type[] => [...new Set(rules.flatMap(typesNeeded))];
