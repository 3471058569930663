import type { ManagedCluster, ManagedClusterAgentPoolProfile } from '@azure/arm-containerservice';
import type { Seeded } from '../seeded.ts';

/** How a cluster was looked after: as AKS makes one today, as an old one that nobody touched, or set up carelessly. */
export type Care = 'tidy' | 'old' | 'careless' | 'retired';

/** One cluster in five is untidy, in turn in each way. */
export const careOf = (index: number): Care =>
  index % 5 === 0 ? ((['old', 'careless', 'retired'] as const)[(index / 5) % 3] ?? 'old') : 'tidy';

/** What a cluster says about sign-in, upgrades, keys and sensors; an old one says nothing. */
export function settings(random: Seeded, care: Care, subscriptionId: string): Partial<ManagedCluster> {
  const workspace = `/subscriptions/${subscriptionId}/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/logs`;
  const tenantID = random.hex(32);
  if (care === 'old')
    return {
      disableLocalAccounts: false,
      addonProfiles: { httpApplicationRouting: { enabled: true }, kubeDashboard: { enabled: true } },
    };
  if (care === 'retired')
    return {
      disableLocalAccounts: false,
      podIdentityProfile: { enabled: true },
      aadProfile: { serverAppID: random.hex(32), clientAppID: random.hex(32), tenantID },
      autoUpgradeProfile: { upgradeChannel: 'node-image', nodeOSUpgradeChannel: 'NodeImage' },
      securityProfile: {},
      oidcIssuerProfile: { enabled: false },
    };
  if (care === 'careless')
    return {
      disableLocalAccounts: false,
      aadProfile: {
        managed: true,
        enableAzureRbac: false,
        adminGroupObjectIDs: [random.hex(32), administrators],
        tenantID,
      },
      addonProfiles: {
        azurepolicy: { enabled: false },
        azureKeyvaultSecretsProvider: { enabled: true, config: { ...polled, enableSecretRotation: 'false' } },
      },
      autoUpgradeProfile: { upgradeChannel: 'none', nodeOSUpgradeChannel: 'Unmanaged' },
      securityProfile: {
        defender: { logAnalyticsWorkspaceResourceId: workspace, securityMonitoring: { enabled: false } },
        imageCleaner: { enabled: false, intervalHours: 48 },
        workloadIdentity: { enabled: false },
      },
      oidcIssuerProfile: { enabled: true, issuerURL: `https://westeurope.oic.prod-aks.azure.com/${tenantID}/` },
    };
  return {
    disableLocalAccounts: true,
    aadProfile: { managed: true, enableAzureRbac: random.chance(0.9), tenantID },
    addonProfiles: {
      azurepolicy: { enabled: true },
      azureKeyvaultSecretsProvider: { enabled: true, config: { ...polled, enableSecretRotation: 'true' } },
    },
    nodeResourceGroupProfile: { restrictionLevel: 'ReadOnly' },
    autoUpgradeProfile: {
      upgradeChannel: random.pick(['patch', 'stable']),
      nodeOSUpgradeChannel: random.pick(['NodeImage', 'SecurityPatch']),
    },
    securityProfile: {
      defender: { logAnalyticsWorkspaceResourceId: workspace, securityMonitoring: { enabled: true } },
      imageCleaner: { enabled: true, intervalHours: 168 },
      workloadIdentity: { enabled: true },
      ...(random.chance(0.9) && {
        azureKeyVaultKms: {
          enabled: true,
          keyId: keyOf(random),
          keyVaultNetworkAccess: 'Public',
        },
      }),
    },
    oidcIssuerProfile: { enabled: true, issuerURL: `https://westeurope.oic.prod-aks.azure.com/${tenantID}/` },
  };
}

/** A version of a key, or now and then whichever is current. */
const keyOf = (random: Seeded): string => {
  const [host, version] = [random.hex(4), random.hex(32)];
  return `https://keys-${host}.vault.azure.net/keys/etcd${random.fork(version).chance(0.3) ? '' : `/${version}`}`;
};

/** A group of Entra that administers clusters. */
export const administrators = '4b4518c9-5a13-4dcd-a674-eb4846d01bb9';

const polled = { rotationPollInterval: '2m' };

/** The network settings of a cluster: older ones have kubenet, or a plugin of their own. */
export function networkSettings(random: Seeded, care: Care): ManagedCluster['networkProfile'] {
  const rest = {
    serviceCidr: '10.0.0.0/16',
    dnsServiceIP: '10.0.0.10',
    outboundType: 'loadBalancer',
    loadBalancerSku: 'standard',
  };
  if (care === 'old') return { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16', ...rest };
  if (care === 'retired') return { networkPlugin: 'none', ...rest };
  const networkPolicy = care === 'careless' ? 'none' : random.pick(['azure', 'calico', 'cilium']);
  return {
    networkPlugin: 'azure',
    ...(random.chance(0.5) ? { networkPluginMode: 'overlay', podCidr: '10.244.0.0/16' } : {}),
    networkPolicy,
    networkDataplane: networkPolicy === 'cilium' ? 'cilium' : 'azure',
    ...rest,
  };
}

/** What pools say about addresses, disks, start and sign-in of their nodes. */
export const poolSettings = (random: Seeded, care: Care): Partial<ManagedClusterAgentPoolProfile> => ({
  securityProfile: {
    enableSecureBoot: care === 'tidy',
    enableVtpm: care === 'tidy',
    sshAccess: care === 'tidy' ? 'Disabled' : 'LocalUser',
  },
  ...(care !== 'old' && {
    enableNodePublicIP: care === 'careless',
    ...(care === 'careless' && {
      networkProfile: { allowedHostPorts: [{ portStart: 8000, portEnd: 8100, protocol: 'TCP' }] },
    }),
    enableEncryptionAtHost: random.chance(care === 'tidy' ? 0.9 : 0.1),
  }),
});

/** The version of a cluster: old ones are out of support, or have long-term support without the plan for it. */
export function versionOf(random: Seeded, care: Care): string {
  if (care === 'old') return '1.28.15';
  return care === 'tidy' ? random.pick(['1.32.6', '1.33.2']) : '1.31.9';
}
