import { isUnread } from '#rule';
import type { openTrusts, TenantTrust } from './tenant-trust-facts.ts';

const widths = {
  anybody: { words: 'Tokens of anybody', grade: undefined },
  owner: { words: 'Projects that are not named', grade: 'medium' },
  project: { words: 'Every branch or environment of a project', grade: 'low' },
} as const;

/** What is told of an open trust, and the grade of it where it is not that of the rule. */
export function complaintAbout({ width, issuer, seen }: ReturnType<typeof openTrusts>[number]) {
  const { words, grade } = widths[width];
  const evidence = { at: 'AssumeRolePolicyDocument', actual: seen };
  return { message: `${words} of ${issuer} may assume it: ${seen}.`, evidence, grade };
}

/** The audiences that a trust takes tokens for where these are several. */
export const severalAudiences = (trusts: readonly TenantTrust[]): readonly string[] =>
  trusts.map(({ audiences }) => (isUnread(audiences) ? [] : audiences)).find((some) => some.length > 1) ?? [];
