import type { ManagedCluster } from '@azure/arm-containerservice';
import { defineType, wire, type Wire } from '#model';
import { versionsOf } from './components.ts';
import { gatewayOf } from './gateway.ts';
import { identitiesOf } from './identities.ts';
import { armId, groupBeside, parentOf, subscriptionOf } from '../../address.ts';

/**
 * The states of a cluster that nothing is done to; the others name what is.
 * Source: https://learn.microsoft.com/rest/api/aks/managed-clusters/get
 */
const final: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Canceled']);

/** An AKS cluster with its node pools: an entry of `managedClusters.list`. Pools are in `agentPoolProfiles`. */
export const aksCluster = defineType({
  name: 'aks.cluster',
  scope: 'azure-subscription',
  reads: ['Microsoft.ContainerService/managedClusters/read'],
  callers: [
    'Microsoft.OperationalInsights/workspaces/read',
    'Microsoft.OperationalInsights/workspaces/query/read',
    'Microsoft.OperationalInsights/workspaces/query/AKSAudit/read',
    'Microsoft.OperationalInsights/workspaces/query/AKSAuditAdmin/read',
    'Microsoft.OperationalInsights/workspaces/query/AzureDiagnostics/read',
  ],
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
    subnet: subnetsOf,
    /** The ARM ids of the virtual networks that hold these subnets, in lower case. */
    network: (it) => [...new Set(subnetsOf(it).map(parentOf))],
    /** Who signs the tokens of its service accounts, as Entra compares it: every letter counts. */
    issuer: ({ oidcIssuerProfile }) => oidcIssuerProfile?.issuerURL,
    /** The ARM id of the application gateway of its ingress add-on, in lower case. */
    gateway: gatewayOf,
    /** The object ids in Entra of its identities, in lower case. */
    principal: (it) => identitiesOf(it).map(({ principal }) => principal),
  },
  home: subscriptionOf,
  components: { kinds: ['version'], read: versionsOf },
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
  busy: ({ provisioningState: state }) =>
    state === undefined || final.has(state) || state === 'Creating' || state === 'Deleting' ? undefined : state,
});

/** Beside system nodes that AKS hosts, the nodes of node auto-provisioning have a subnet that no pool names. */
function subnetsOf({ agentPoolProfiles, hostedSystemProfile }: Wire<ManagedCluster>): readonly string[] {
  const ofPools = (agentPoolProfiles ?? []).flatMap(({ vnetSubnetID, podSubnetID }) => [vnetSubnetID, podSubnetID]);
  return [...ofPools, hostedSystemProfile?.nodeSubnetID].flatMap((it) => (it ? armId(it) : []));
}
