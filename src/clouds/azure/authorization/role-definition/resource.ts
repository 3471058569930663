import type { RoleDefinition } from '@azure/arm-authorization';
import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** What a role allows, built in or custom: an entry of `roleDefinitions.list`. Those that are assigned are kept. */
export const roleDefinition = defineType({
  name: 'azure.role-definition',
  scope: 'azure-subscription',
  reads: ['Microsoft.Authorization/roleDefinitions/read'],
  changedBy: ['Microsoft.Authorization/roleDefinitions/write', 'Microsoft.Authorization/roleDefinitions/delete'],
  config: wire<RoleDefinition>(),
  home: subscriptionOf,
});

/** The address of a role in a subscription: ids of the same role name a subscription, a management group or neither. */
export const definitionAddress = (subscription: string, id: string): string =>
  armId(
    `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${id.split('/').at(-1) ?? ''}`,
  );
