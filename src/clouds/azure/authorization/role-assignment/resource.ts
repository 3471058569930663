import type { RoleAssignment } from '@azure/arm-authorization';
import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/**
 * Who has which role where, as one subscription sees it: an entry of `roleAssignments.listForSubscription`, which holds
 * what is assigned at the subscription, below it and above it.
 * Source: https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-subscription
 */
export const roleAssignment = defineType({
  name: 'azure.role-assignment',
  scope: 'azure-subscription',
  reads: ['Microsoft.Authorization/roleAssignments/read'],
  changedBy: ['Microsoft.Authorization/roleAssignments/write', 'Microsoft.Authorization/roleAssignments/delete'],
  config: wire<RoleAssignment>(),
  keys: {
    /** The object id in Entra of whoever has the role, in lower case. */
    principal: ({ principalId }) => principalId?.toLowerCase(),
  },
  home: subscriptionOf,
});

const marker = '/inherited';

/**
 * The address of an assignment in a subscription. What a management group or the tenant hands down has an id without a
 * subscription, and is seen by each subscription below: there it stands under the subscription's own id.
 */
export function assignmentAddress(subscription: string, id: string): string {
  const own = armId(id);
  return own.startsWith('/subscriptions/') ? own : armId(`/subscriptions/${subscription}${marker}${own}`);
}

/** Whether an address is that of an assignment which comes from above the subscription. */
export const isInherited = (address: string): boolean => /^\/subscriptions\/[^/]+\/inherited\//.test(address);
