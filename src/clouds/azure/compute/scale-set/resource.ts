import type { VirtualMachineScaleSet } from '@azure/arm-compute';
import { defineType, wire, type Wire } from '#model';
import { armId, resourceGroupOf, subscriptionOf } from '../../address.ts';

/** A scale set of a node resource group: an entry of `virtualMachineScaleSets.list`. */
export const scaleSet = defineType({
  name: 'azure.scale-set',
  scope: 'azure-subscription',
  reads: ['Microsoft.Compute/virtualMachineScaleSets/read'],
  changedBy: [
    'Microsoft.Compute/virtualMachineScaleSets/write',
    'Microsoft.Compute/virtualMachineScaleSets/delete',
    'Microsoft.ContainerService/managedClusters/agentPools/write',
  ],
  volatile: ['etag'],
  config: wire<VirtualMachineScaleSet>(),
  keys: {
    /** The ARM id of its resource group, in lower case. */
    group: ({ id }) => resourceGroupOf(id ?? ''),
    /** The ARM ids of the security groups on its interfaces, in lower case. */
    nsg: (config) => interfacesOf(config).flatMap(({ networkSecurityGroup: it }) => (it?.id ? armId(it.id) : [])),
    /** The ARM ids of the subnets that its interfaces are in, in lower case. */
    subnet: (config) =>
      interfacesOf(config).flatMap(({ ipConfigurations }) =>
        (ipConfigurations ?? []).flatMap(({ subnet }) => (subnet?.id ? armId(subnet.id) : [])),
      ),
  },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});

function interfacesOf({ virtualMachineProfile }: Wire<VirtualMachineScaleSet>) {
  return virtualMachineProfile?.networkProfile?.networkInterfaceConfigurations ?? [];
}
