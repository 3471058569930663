import { someOf } from '#lib/text';
import { defineAction, wire, type Action, type CannotPlan, type ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { merge, mergeBack } from '../workload/merge.ts';
import { serviceAccount } from './resource.ts';
import type { AccountUse } from './use-facts.ts';

/** Whether an account gives its token to pods that say nothing; null takes the field away. */
export interface TokenAutomount {
  readonly automountServiceAccountToken: boolean | null;
}

/**
 * Sets whether pods that say nothing are given the token of an account. Pods that run keep theirs until they are
 * replaced.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
 */
export const setTokenAutomount = defineAction({
  name: 'k8s.set-token-automount',
  on: serviceAccount,
  kind: 'cas',
  permissions: ['patch serviceaccounts'],
  writes: ['automountServiceAccountToken'],
  request: wire<TokenAutomount>(),
  simulate: (subject, request) => [{ put: { ...subject, config: merge(subject.config, request) } }],
  undo: ({ config }, request, again) => [again(mergeBack(config, request))],
});

/** Lets an account keep its token, unless somebody uses what the token allows, or nobody knows whether. */
export function planTokenKept(
  it: ResourceOf<typeof serviceAccount>,
  { bound, byGroup, holders, insisting, unread }: AccountUse,
): readonly Action[] | CannotPlan {
  if (bound.names.length > 0)
    return cannotPlan(`bindings give it rights: give accounts of their own to those who use ${someOf(bound.names)}`);
  if (insisting.length > 0) return cannotPlan(`its token is given whatever it says to ${someOf(insisting)}`);
  if (holders.length > 0 && byGroup.names.length > 0)
    return cannotPlan(`those who hold its token may use what its groups may do: ${someOf(byGroup.names)}`);
  if (bound.unread ?? byGroup.unread ?? unread) return cannotPlan('not all that binds it and uses it was read');
  return [setTokenAutomount(it, { automountServiceAccountToken: false })];
}
