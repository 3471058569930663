import type { NetworkSecurityGroup } from '@azure/arm-network';
import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** A network security group with its rules and what it is attached to: an entry of `networkSecurityGroups.listAll`. */
export const networkSecurityGroup = defineType({
  name: 'azure.nsg',
  scope: 'azure-subscription',
  reads: ['Microsoft.Network/networkSecurityGroups/read'],
  changedBy: [
    'Microsoft.Network/networkSecurityGroups/write',
    'Microsoft.Network/networkSecurityGroups/delete',
    'Microsoft.Network/networkSecurityGroups/securityRules/write',
    'Microsoft.Network/networkSecurityGroups/securityRules/delete',
    'Microsoft.Network/virtualNetworks/write',
    'Microsoft.Network/virtualNetworks/delete',
    'Microsoft.Network/virtualNetworks/subnets/write',
    'Microsoft.Network/virtualNetworks/subnets/delete',
  ],
  volatile: ['etag'],
  config: wire<NetworkSecurityGroup>(),
  keys: {
    /** The ARM ids of the subnets it filters, in lower case. */
    subnet: ({ subnets }) => subnets?.flatMap(({ id }) => (id ? armId(id) : [])),
  },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
