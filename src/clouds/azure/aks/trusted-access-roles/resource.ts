import type { TrustedAccessRole } from '@azure/arm-containerservice';
import { defineType, wire } from '#model';
import { subscriptionOf } from '../../address.ts';
import { inLocation } from '../location.ts';

/** What services of Azure may be allowed to do in the clusters of one location: the answer of `trustedAccessRoles.list`. */
export const trustedAccessRoles = defineType({
  name: 'aks.trusted-access-roles',
  scope: 'azure-subscription',
  reads: ['Microsoft.ContainerService/locations/trustedAccessRoles/read'],
  changedBy: [],
  config: wire<{ readonly value: readonly TrustedAccessRole[] }>(),
  home: subscriptionOf,
});

/** The address of the roles of a location. */
export const trustedAccessRolesIn = (subscription: string, location: string): string =>
  inLocation(subscription, location, 'trustedAccessRoles');
