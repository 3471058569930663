import type { ManagedCluster } from '@azure/arm-containerservice';
import { defineType, wire } from '#model';
import { armId, groupBeside, subscriptionOf } from '../../address.ts';

/** An AKS cluster with its node pools: an entry of `managedClusters.list`. Pools are in `agentPoolProfiles`. */
export const aksCluster = defineType({
  name: 'aks.cluster',
  scope: 'azure-subscription',
  reads: ['Microsoft.ContainerService/managedClusters/read'],
  changedBy: [
    'Microsoft.ContainerService/managedClusters/write',
    'Microsoft.ContainerService/managedClusters/delete',
    'Microsoft.ContainerService/managedClusters/agentPools/write',
    'Microsoft.ContainerService/managedClusters/agentPools/delete',
    'Microsoft.ContainerService/managedClusters/agentPools/upgradeNodeImageVersion/action',
    'Microsoft.ContainerService/managedClusters/agentPools/upgradeNodeImageVersion/write',
    'Microsoft.ContainerService/managedClusters/start/action',
    'Microsoft.ContainerService/managedClusters/stop/action',
    'Microsoft.ContainerService/managedClusters/resetAADProfile/action',
    'Microsoft.ContainerService/managedClusters/resetServicePrincipalProfile/action',
  ],
  volatile: ['eTag', 'systemData'],
  config: wire<ManagedCluster>(),
  keys: {
    /** The ARM id of the group that holds the nodes, in lower case. */
    nodeGroup: ({ id, nodeResourceGroup }) => groupBeside(id, nodeResourceGroup),
    /** The ARM ids of the subnets of nodes and pods, in lower case. */
    subnet: ({ agentPoolProfiles }) =>
      agentPoolProfiles?.flatMap(({ vnetSubnetID, podSubnetID }) =>
        [vnetSubnetID, podSubnetID].flatMap((it) => (it ? armId(it) : [])),
      ),
  },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
