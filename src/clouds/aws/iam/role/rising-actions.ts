import type { Action, CannotPlan, ResourceOf, Unknown } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { deleteInlinePolicy, detachPolicy, takeOff } from './actions.ts';
import { risingPolicies } from './pod-role-facts.ts';
import type { RolePolicy } from './policy-facts.ts';
import type { role } from './resource.ts';

/** What it takes to take a policy off a role. */
export const takingOff = [detachPolicy, deleteInlinePolicy] as const;

/**
 * Takes the policies off a role that lead to more rights by these actions, where another one is left for what the role is
 * there for: one without any would cut off whoever has it. Of a role that needs none every policy is taken off.
 */
export function takeOffRising(
  it: ResourceOf<typeof role>,
  policies: readonly RolePolicy[] | Unknown,
  actions: readonly string[] | 'needs none',
): readonly Action[] | CannotPlan {
  if (isUnread(policies)) return cannotPlan(policies.message);
  if (actions === 'needs none') return policies.map((policy) => takeOff(it, policy));
  const { rising, unread } = risingPolicies(policies, actions);
  const [missed] = unread;
  if (missed) return cannotPlan(missed.message);
  if (rising.length === policies.length) return cannotPlan('it has no other policy: give it one for what is called');
  return rising.map(({ policy }) => takeOff(it, policy));
}
