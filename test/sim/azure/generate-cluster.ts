import type { ManagedCluster, ManagedClusterAPIServerAccessProfile } from '@azure/arm-containerservice';
import type { Seeded } from '../seeded.ts';
import { type Care, careOf, networkSettings, poolSettings, settings, versionOf } from './generate-settings.ts';

/** The ways in which an AKS API server can be reached or closed. */
export const apiAccessVariants = [
  'open',
  'ranges',
  'split-halves',
  'private',
  'azure-cloud',
  'whole-internet',
  'private-with-public-name',
  'empty-list',
  'vnet-integrated',
] as const;
export type ApiAccess = (typeof apiAccessVariants)[number];

export interface ClusterPlace {
  readonly subscriptionId: string;
  readonly index: number;
  readonly subnetId: string;
  readonly access: ApiAccess;
}

/** One AKS cluster as the client gives it back. */
export function generateCluster(
  random: Seeded,
  { subscriptionId, index, subnetId, access }: ClusterPlace,
): ManagedCluster {
  const name = `aks-${index}`;
  const group = `rg-${index}`;
  const location = random.pick(['westeurope', 'eastus2', 'northeurope']);
  const host = `${name}-${random.hex(8)}`;
  const isPrivate = access.startsWith('private');
  const care = careOf(index);
  const version = versionOf(random, care);
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`,
    name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    location,
    tags: { team: random.pick(['payments', 'search', 'platform']) },
    eTag: random.hex(32),
    sku:
      index % 7 === 6
        ? { name: 'Automatic', tier: 'Standard' }
        : { name: 'Base', tier: random.pick(['Free', 'Standard']) },
    identity: { type: 'SystemAssigned', principalId: random.hex(32), tenantId: random.hex(32) },
    identityProfile: kubelet(random.fork('kubelet'), subscriptionId, `MC_${group}_${name}_${location}`, name),
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    kubernetesVersion: version,
    currentKubernetesVersion: version,
    dnsPrefix: name,
    ...(!isPrivate || access === 'private-with-public-name' ? { fqdn: `${host}.hcp.${location}.azmk8s.io` } : {}),
    ...(isPrivate ? { privateFqdn: `${host}.${random.hex(8)}.privatelink.${location}.azmk8s.io` } : {}),
    azurePortalFqdn: `${host}.portal.hcp.${location}.azmk8s.io`,
    agentPoolProfiles: [
      pool(random.fork('system'), 'system', 'System', subnetId, version, care),
      pool(random.fork('user'), 'user', 'User', subnetId, version, care),
    ],
    enableRbac: index % 11 !== 10,
    nodeResourceGroup: `MC_${group}_${name}_${location}`,
    networkProfile: networkSettings(random.fork('network'), care),
    ...apiServer(random, access, care !== 'tidy'),
    ...settings(random.fork('settings'), care, subscriptionId),
    ...(index % 4 === 1 && { serviceMeshProfile: { mode: 'Istio', istio: { revisions: ['asm-1-28'] } } }),
    autoScalerProfile: { scanInterval: '10s', scaleDownUtilizationThreshold: '0.5' },
    supportPlan: 'KubernetesOfficial',
    maxAgentPools: 100,
  };
}

/** The identity that AKS makes for the nodes of a cluster, in their resource group. */
function kubelet(
  random: Seeded,
  subscriptionId: string,
  group: string,
  name: string,
): ManagedCluster['identityProfile'] {
  const resourceId = `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}-agentpool`;
  return { kubeletidentity: { resourceId, clientId: random.hex(32), objectId: random.hex(32) } };
}

function pool(
  random: Seeded,
  name: string,
  mode: string,
  subnetId: string,
  version: string,
  care: Care,
): NonNullable<ManagedCluster['agentPoolProfiles']>[number] {
  return {
    name,
    eTag: '00000000-0000-4000-8000-000000000000',
    mode,
    count: random.integer(1, 6),
    vmSize: random.pick(['Standard_D4ds_v5', 'Standard_D8ds_v5']),
    osDiskSizeGB: 128,
    osDiskType: 'Ephemeral',
    osType: 'Linux',
    osSKU: random.pick(['Ubuntu', 'AzureLinux']),
    nodeImageVersion: 'AKSUbuntu-2404gen2containerd-202611.03.0',
    maxPods: 110,
    type: 'VirtualMachineScaleSets',
    orchestratorVersion: version,
    currentOrchestratorVersion: version,
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    ...poolSettings(random.fork('settings'), care),
    enableFips: false,
    vnetSubnetID: subnetId,
  };
}

/** Azure leaves the profile out where nothing was ever set: then everyone reaches the server. */
function apiServer(
  random: Seeded,
  access: ApiAccess,
  runCommand: boolean,
): { apiServerAccessProfile?: ManagedClusterAPIServerAccessProfile } {
  const own = `203.0.113.${random.integer(1, 254)}/32`;
  const profiles: Readonly<Record<Exclude<ApiAccess, 'open'>, ManagedClusterAPIServerAccessProfile>> = {
    ranges: { authorizedIPRanges: [own, '198.51.100.0/24'], enablePrivateCluster: false },
    'split-halves': { authorizedIPRanges: ['0.0.0.0/1', '128.0.0.0/1'] },
    private: { enablePrivateCluster: true, privateDNSZone: 'system', enablePrivateClusterPublicFqdn: false },
    'azure-cloud': { authorizedIPRanges: [own, 'AzureCloud'] },
    'whole-internet': { authorizedIPRanges: ['0.0.0.0/0'] },
    'private-with-public-name': {
      enablePrivateCluster: true,
      privateDNSZone: 'system',
      enablePrivateClusterPublicFqdn: true,
    },
    'empty-list': { authorizedIPRanges: [] },
    'vnet-integrated': { enableVnetIntegration: true, authorizedIPRanges: [own] },
  };
  return access === 'open'
    ? {}
    : { apiServerAccessProfile: { ...profiles[access], ...(!runCommand && { disableRunCommand: true }) } };
}
