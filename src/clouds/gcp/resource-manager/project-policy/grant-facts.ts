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
  (bindings ?? []).flatMap(({ role: named, members, condition }, i) => {
    const role = roleOf(named ?? '');
    const isConditional = Boolean(condition) || role !== named;
    return (members ?? []).flatMap((member, k) =>
      role !== '' && !member.startsWith('deleted:')
        ? [{ member, role, isConditional, seen: seenIn(i, k, member) }]
        : [],
    );
  });

/**
 * The role that a binding gives. One under a condition has a mark at its name in a policy that was asked for in its first
 * version, which shows no conditions.
 * Source: https://cloud.google.com/iam/docs/troubleshooting-withcond
 */
export const roleOf = (named: string): string => named.replace(/_withcond_[0-9a-f]+$/, '');

/**
 * Whether a member stands for anyone, with a Google account or without.
 * Source: https://cloud.google.com/iam/docs/principals-overview
 */
export const isAnyone = (member: string): boolean => member === 'allUsers' || member === 'allAuthenticatedUsers';

/**
 * The pool of which a member stands for every pod, where it is named as a group: the form that takes a whole pool of GKE.
 * Source: https://cloud.google.com/service-mesh/docs/gateway/proxyless-grpc-mesh
 */
export const poolAsGroup = (member: string): string | undefined =>
  /^group:(.+\.svc\.id\.goog):\/allAuthenticatedUsers\/?$/.exec(member)?.[1];

/** The roles of some grants, each once, and whether they all hold under a condition only. */
export function wordsOf(grants: readonly Grant[]): string {
  const roles = [...new Set(grants.map(({ role }) => role))].join(', ');
  return grants.every(({ isConditional }) => isConditional) ? `${roles} under a condition` : roles;
}

const seenIn = (binding: number, at: number, member: string): Evidence => ({
  at: `bindings[${binding}].members[${at}]`,
  actual: member,
});
