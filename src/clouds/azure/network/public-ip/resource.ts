import type { PublicIPAddress } from '@azure/arm-network';
import { defineType, wire } from '#model';
import { resourceGroupOf, subscriptionOf } from '../../address.ts';

/** A public address that is an object of its own: an entry of `publicIPAddresses.listAll`. Those of scale sets are none. */
export const publicAddress = defineType({
  name: 'azure.public-ip',
  scope: 'azure-subscription',
  reads: ['Microsoft.Network/publicIPAddresses/read'],
  changedBy: ['Microsoft.Network/publicIPAddresses/write', 'Microsoft.Network/publicIPAddresses/delete'],
  volatile: ['etag'],
  config: wire<PublicIPAddress>(),
  keys: {
    /** The ARM id of its resource group, in lower case. */
    group: ({ id }) => resourceGroupOf(id ?? ''),
  },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
