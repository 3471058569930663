import { shortHash } from '#lib/hash';
import type { Judgement } from '#model';
import type { AnyRule } from './any-rule.ts';

/** The id of a finding: it stays when a rule is renamed, and when the finding is resolved and comes back. */
export const findingId = (rule: Pick<AnyRule, 'id' | 'aliases'>, resource: string, key: string | undefined): string =>
  `f-${shortHash([rule.aliases?.[0] ?? rule.id, resource, key ?? ''].join('\n'), 10)}`;

/** The ids of the findings that judgements by some rules make, each once. */
export function findingsOf(rules: readonly AnyRule[], judgements: readonly Judgement[]): readonly string[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const ids = judgements.flatMap(({ rule, resource, key, verdict }) => {
    const its = verdict === 'fail' ? byId.get(rule) : undefined;
    return its ? [findingId(its, resource.id, key)] : [];
  });
  return [...new Set(ids)];
}
