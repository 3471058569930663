import type { TrustedAccessRoleBinding } from '@azure/arm-containerservice';
import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

const bindings = 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings';

/** What is kept of a binding: what it is called elsewhere, and who made it when, is no part of whom it trusts. */
export type Kept = Pick<TrustedAccessRoleBinding, 'name' | 'provisioningState' | 'sourceResourceId' | 'roles'>;

/** Which services of Azure may act in one cluster: the answer of `trustedAccessRoleBindings.list`. */
export const trustedAccess = defineType({
  name: 'aks.trusted-access',
  scope: 'azure-subscription',
  reads: [`${bindings}/read`],
  changedBy: [`${bindings}/write`, `${bindings}/delete`],
  config: wire<{ readonly value: readonly Kept[] }>(),
  home: subscriptionOf,
});

/** The address of the bindings of a cluster, given by its ARM id. */
export const trustedAccessOf = (cluster: string): string => armId(`${cluster}/trustedAccessRoleBindings`);
