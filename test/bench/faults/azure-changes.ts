import type { VirtualMachineScaleSet } from '@azure/arm-compute';
import type { Registry } from '@azure/arm-containerregistry';
import type { ManagedCluster } from '@azure/arm-containerservice';
import type { VirtualNetwork } from '@azure/arm-network';
import type { AzureEstate, AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { generateAzureEstate } from '../../sim/azure/generate.ts';
import { plansOff } from '../../sim/azure/generate-plans.ts';
import { relyingClusters } from './azure-trust-changes.ts';
import { rolesBeside } from './azure-role-changes.ts';
import { carelessAround, unkept } from './azure-surroundings-changes.ts';

/**
 * The estate with a cluster that anybody may do anything in, one whose pools nobody looks after, one with keys of its own
 * and a name that everybody sees, and one that is cut off from the internet. Beside it a subscription without Defender for Cloud.
 */
export const changedAzure = ({ subscriptions, ...rest }: AzureEstate): AzureEstate => ({
  ...rest,
  subscriptions: [...subscriptions.map(changedIn).map(carelessAround), ...unlooked().map(unkept)],
});

/** A subscription where nobody turned Defender for Cloud on. */
const unlooked = (): readonly AzureSubscriptionEstate[] =>
  generateAzureEstate({ seed: 'beside', clusters: 1 }).subscriptions.map((it) => ({ ...it, defenderPlans: plansOff }));

/** A group of Entra that policy does not approve. */
const strangers = '0c2ad1ee-53a1-4f60-b2d9-6a2ed9fbdcf2';

function changedIn(held: AzureSubscriptionEstate): AzureSubscriptionEstate {
  const [open, neglected, named, isolated] = held.managedClusters;
  const changes = [unguarded(open), neglectedPools(neglected), ownKeys(held, named), cutOff(isolated)];
  const managedClusters = relyingClusters(held).map((cluster, at) => ({ ...cluster, ...changes[at] }));
  return {
    ...held,
    managedClusters,
    virtualNetworks: held.virtualNetworks.map((it, at) => (at === 0 ? withoutGroups(it) : it)),
    virtualMachineScaleSets: held.virtualMachineScaleSets.map((it, at) => (at === 0 ? withBackup(it) : it)),
    roleAssignments: [...(held.roleAssignments ?? []), ...rolesBeside(held)],
    disks: held.disks.map((disk, at) => (at === 2 ? { ...disk, ...byOwnKey } : disk)),
    registries: held.registries.map((it, at): Registry =>
      at === 1 ? { ...it, encryption: { status: 'enabled' } } : it,
    ),
  };
}

const unguarded = (cluster: ManagedCluster | undefined): Partial<ManagedCluster> => ({
  enableRbac: false,
  identity: { type: 'None' },
  servicePrincipalProfile: { clientId: '8232a3be-7702-4e5d-9df3-5e8f6b0f3c11' },
  podIdentityProfile: { enabled: true },
  ingressProfile: { webAppRouting: { enabled: true } },
  sku: { ...cluster?.sku, tier: 'Free' },
});

const neglectedPools = (cluster: ManagedCluster | undefined): Partial<ManagedCluster> => ({
  aadProfile: { ...cluster?.aadProfile, adminGroupObjectIDs: [strangers] },
  addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: 'false' } } },
  agentPoolProfiles: (cluster?.agentPoolProfiles ?? []).map((pool) => ({
    ...pool,
    currentOrchestratorVersion: '1.29.9',
    enableNodePublicIP: true,
    nodeImageVersion: 'AKSUbuntu-1804gen2containerd-202403.01.0',
    kubeletConfig: { allowedUnsafeSysctls: ['net.core.*'] },
    networkProfile: { allowedHostPorts: [{ portStart: 8000, portEnd: 8100, protocol: 'TCP' }] },
  })),
});

const ownKeys = (
  { subscription }: AzureSubscriptionEstate,
  cluster: ManagedCluster | undefined,
): Partial<ManagedCluster> => ({
  diskEncryptionSetID: `${subscription.id ?? ''}/resourceGroups/keys/providers/Microsoft.Compute/diskEncryptionSets/own`,
  apiServerAccessProfile: {
    ...cluster?.apiServerAccessProfile,
    authorizedIPRanges: [],
    enablePrivateCluster: true,
    enablePrivateClusterPublicFqdn: true,
  },
});

const cutOff = (cluster: ManagedCluster | undefined): Partial<ManagedCluster> => ({
  sku: { ...cluster?.sku, tier: 'Standard' },
  azureMonitorProfile: { metrics: { enabled: true } },
  bootstrapProfile: { artifactSource: 'Cache' },
  networkProfile: {
    ...cluster?.networkProfile,
    outboundType: 'none',
    advancedNetworking: { enabled: true, security: { enabled: true, transitEncryption: { type: 'WireGuard' } } },
  },
  agentPoolProfiles: (cluster?.agentPoolProfiles ?? []).map((pool) => ({ ...pool, enableFips: true })),
});

/** Somebody put the identity of a backup on the machines. */
const withBackup = (set: VirtualMachineScaleSet): VirtualMachineScaleSet => ({
  ...set,
  identity: {
    type: 'UserAssigned',
    userAssignedIdentities: { [`${set.id?.split('/providers/')[0] ?? ''}${backup}`]: {} },
  },
});

const backup = '/providers/Microsoft.ManagedIdentity/userAssignedIdentities/backup';

const withoutGroups = (network: VirtualNetwork): VirtualNetwork => ({
  ...network,
  subnets: (network.subnets ?? []).map(({ id, name, addressPrefix }) => ({ id, name, addressPrefix })),
});

const byOwnKey = { encryption: { type: 'EncryptionAtRestWithCustomerKey' } };
