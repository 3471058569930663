import type { VirtualNetwork } from '@azure/arm-network';
import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** A virtual network with its subnets: an entry of `virtualNetworks.listAll`. */
export const virtualNetwork = defineType({
  name: 'azure.virtual-network',
  scope: 'azure-subscription',
  reads: ['Microsoft.Network/virtualNetworks/read'],
  changedBy: [
    'Microsoft.Network/virtualNetworks/write',
    'Microsoft.Network/virtualNetworks/delete',
    'Microsoft.Network/virtualNetworks/subnets/write',
    'Microsoft.Network/virtualNetworks/subnets/delete',
  ],
  volatile: ['etag'],
  config: wire<VirtualNetwork>(),
  keys: {
    /** The ARM ids of the security groups on its subnets, in lower case. */
    nsg: ({ subnets }) => subnets?.flatMap(({ networkSecurityGroup: it }) => (it?.id ? armId(it.id) : [])),
  },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
