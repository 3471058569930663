import { shortHash } from '#lib/hash';
import type { AnyRule } from './any-rule.ts';

/** The id of a finding: it stays when a rule is renamed, and when the finding is resolved and comes back. */
export const findingId = (rule: AnyRule, resource: string, key: string | undefined): string =>
  `f-${shortHash([rule.aliases?.[0] ?? rule.id, resource, key ?? ''].join('\n'), 10)}`;
