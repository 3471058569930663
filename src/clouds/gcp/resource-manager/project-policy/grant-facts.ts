import type { Evidence } from '#rule';
import type { projectPolicy } from './resource.ts';

/** A role that a policy gives to one member. */
export interface Grant {
  readonly member: string;
  readonly role: string;
  /** Whether it holds under a condition only. */
  readonly isConditional: boolean;
  readonly seen: Evidence;
}

/**
 * What a policy gives, to each member by itself. Who was deleted holds nothing any more.
 * Source: https://cloud.google.com/iam/docs/principal-identifiers
 */
export const grantsIn = ({ bindings }: typeof projectPolicy.config): readonly Grant[] =>
  (bindings ?? []).flatMap(({ role, members, condition }, i) =>
    (members ?? []).flatMap((member, k) =>
      role && !member.startsWith('deleted:')
        ? [{ member, role, isConditional: Boolean(condition), seen: seenIn(i, k, member) }]
        : [],
    ),
  );

/**
 * Whether a member stands for anyone, with a Google account or without.
 * Source: https://cloud.google.com/iam/docs/principals-overview
 */
export const isAnyone = (member: string): boolean => member === 'allUsers' || member === 'allAuthenticatedUsers';

/** The roles of some grants, each once, and whether they all hold under a condition only. */
export function wordsOf(grants: readonly Grant[]): string {
  const roles = [...new Set(grants.map(({ role }) => role))].join(', ');
  return grants.every(({ isConditional }) => isConditional) ? `${roles} under a condition` : roles;
}

const seenIn = (binding: number, at: number, member: string): Evidence => ({
  at: `bindings[${binding}].members[${at}]`,
  actual: member,
});
