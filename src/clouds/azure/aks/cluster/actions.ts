import type {
  ManagedCluster,
  ManagedClusterAddonProfile,
  ManagedClusterAPIServerAccessProfile,
  ManagedClusterPodIdentityProfile,
  ManagedClusterSecurityProfile,
} from '@azure/arm-containerservice';
import { cannotPlan, defineAction, wire } from '#model';
import type { Action, CannotPlan, ResourceOf, Wire } from '#model';
import { former } from '../../../former.ts';
import { merged, type PartOf } from '../../merge.ts';
import { addonOf } from './addon-facts.ts';
import { whyUnwell } from './health-facts.ts';
import { aksCluster } from './resource.ts';

/**
 * A PUT of a cluster whose nodes are in a subnet of the customer asks for the right to join that, too.
 * Source: https://learn.microsoft.com/azure/aks/aks-service-permissions
 */
const permissions = [
  'Microsoft.ContainerService/managedClusters/read',
  'Microsoft.ContainerService/managedClusters/write',
  'Microsoft.ContainerService/locations/operations/read',
  'Microsoft.Network/virtualNetworks/subnets/join/action',
];

/** How many ranges the service takes; with VNet integration it is ten times as many. */
const mostRanges = 200;

/**
 * Limits who may call the API server. The write is a PUT of the whole cluster as it was read, with this list in it and
 * the ETag of the read in `If-Match`, which the service compares.
 * Source: https://learn.microsoft.com/rest/api/aks/managed-clusters/create-or-update
 */
export const updateAuthorizedRanges = defineAction({
  name: 'aks.update-authorized-ranges',
  on: aksCluster,
  kind: 'cas',
  permissions,
  writes: ['apiServerAccessProfile.authorizedIPRanges'],
  request: wire<Required<Pick<ManagedClusterAPIServerAccessProfile, 'authorizedIPRanges'>>>(),
  simulate: (cluster, request) => [
    {
      put: {
        ...cluster,
        config: {
          ...cluster.config,
          apiServerAccessProfile: { ...cluster.config.apiServerAccessProfile, ...request },
        },
      },
    },
  ],
  undo: ({ config }, request, again) => [
    again(former(config.apiServerAccessProfile, request, unset.apiServerAccessProfile)),
  ],
  healthy: ({ config }) => whyUnwell(config),
});

/** The parts of a cluster that are changed in place. */
export type ClusterChange = PartOf<
  Pick<
    ManagedCluster,
    | 'aadProfile'
    | 'apiServerAccessProfile'
    | 'autoUpgradeProfile'
    | 'disableLocalAccounts'
    | 'networkProfile'
    | 'nodeResourceGroupProfile'
    | 'oidcIssuerProfile'
    | 'sku'
  > & {
    readonly addonProfiles?: Readonly<Partial<Record<AddonName, ManagedClusterAddonProfile>>>;
    readonly podIdentityProfile?: Pick<ManagedClusterPodIdentityProfile, 'enabled'>;
    readonly securityProfile?: Pick<
      ManagedClusterSecurityProfile,
      'customCATrustCertificates' | 'defender' | 'imageCleaner' | 'workloadIdentity'
    >;
  }
>;

/** The add-ons that are turned on and off, as the service spells them. */
export type AddonName = 'azureKeyvaultSecretsProvider' | 'azurepolicy' | 'httpApplicationRouting' | 'kubeDashboard';

/**
 * Changes some fields of a cluster. The write is a PUT of the whole cluster as it was read, with these fields in it and
 * the ETag of the read in `If-Match`, which the service compares.
 * Source: https://learn.microsoft.com/rest/api/aks/managed-clusters/create-or-update
 */
export const updateCluster = defineAction({
  name: 'aks.update-cluster',
  on: aksCluster,
  kind: 'cas',
  permissions,
  writes: [
    'aadProfile.adminGroupObjectIDs',
    'aadProfile.enableAzureRbac',
    'addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation',
    'addonProfiles.azureKeyvaultSecretsProvider.enabled',
    'addonProfiles.azurepolicy.enabled',
    'addonProfiles.httpApplicationRouting.enabled',
    'addonProfiles.kubeDashboard.enabled',
    'apiServerAccessProfile.authorizedIPRanges',
    'apiServerAccessProfile.disableRunCommand',
    'apiServerAccessProfile.enablePrivateCluster',
    'apiServerAccessProfile.enablePrivateClusterPublicFqdn',
    'autoUpgradeProfile.nodeOSUpgradeChannel',
    'autoUpgradeProfile.upgradeChannel',
    'disableLocalAccounts',
    'networkProfile.advancedNetworking.enabled',
    'networkProfile.advancedNetworking.security.enabled',
    'networkProfile.advancedNetworking.security.transitEncryption.type',
    'networkProfile.networkDataplane',
    'networkProfile.networkPolicy',
    'nodeResourceGroupProfile.restrictionLevel',
    'oidcIssuerProfile.enabled',
    'podIdentityProfile.enabled',
    'securityProfile.customCATrustCertificates',
    'securityProfile.defender.securityMonitoring.enabled',
    'securityProfile.imageCleaner.enabled',
    'securityProfile.workloadIdentity.enabled',
    'sku.name',
    'sku.tier',
  ],
  request: wire<ClusterChange>(),
  simulate: (cluster, request) => [{ put: { ...cluster, config: merged(cluster.config, request) } }],
  undo({ config }, request, again) {
    const cannot = oneWayIn(config, request);
    return cannot === undefined ? [again(former(config, request, unset))] : { cannot };
  },
  healthy: ({ config }) => whyUnwell(config),
});

/**
 * What stands for a field that the answer leaves out.
 * Source: https://learn.microsoft.com/rest/api/aks/managed-clusters/create-or-update#request-body
 */
const unset = {
  aadProfile: { adminGroupObjectIDs: [], enableAzureRbac: false },
  addonProfiles: {
    azureKeyvaultSecretsProvider: { enabled: false, config: { enableSecretRotation: 'false' } },
    azurepolicy: { enabled: false },
  },
  apiServerAccessProfile: {
    authorizedIPRanges: [],
    disableRunCommand: false,
    enablePrivateCluster: false,
    // Who turns it off saw that there is a public name.
    enablePrivateClusterPublicFqdn: true,
  },
  autoUpgradeProfile: { nodeOSUpgradeChannel: 'NodeImage', upgradeChannel: 'none' },
  disableLocalAccounts: false,
  networkProfile: {
    advancedNetworking: { enabled: false, security: { enabled: false, transitEncryption: { type: 'None' } } },
    networkDataplane: 'azure',
    networkPolicy: 'none',
  },
  nodeResourceGroupProfile: { restrictionLevel: 'Unrestricted' },
  oidcIssuerProfile: { enabled: false },
  securityProfile: {
    customCATrustCertificates: [],
    defender: { securityMonitoring: { enabled: false } },
    imageCleaner: { enabled: false },
    workloadIdentity: { enabled: false },
  },
  sku: { name: 'Base', tier: 'Free' },
} as const satisfies Wire<ClusterChange>;

/** What of a change stays for good: undefined where all of it can be taken back. */
function oneWayIn(before: typeof aksCluster.config, change: Wire<ClusterChange>): string | undefined {
  if (change.oidcIssuerProfile?.enabled === true && before.oidcIssuerProfile?.enabled !== true)
    return 'AKS does not turn the OIDC issuer off again';
  const retired = [change.addonProfiles?.httpApplicationRouting, change.addonProfiles?.kubeDashboard];
  if (change.podIdentityProfile?.enabled === false || retired.some((it) => it?.enabled === false))
    return 'AKS does not turn on what it has retired';
  const becomesCilium = change.networkProfile?.networkDataplane === 'cilium';
  return becomesCilium && before.networkProfile?.networkDataplane !== 'cilium'
    ? 'AKS has no way back from the Cilium data plane'
    : undefined;
}

/** Plans a change of some fields, where the service takes one now. */
export function changed(
  cluster: ResourceOf<typeof aksCluster>,
  request: Wire<ClusterChange>,
): readonly Action[] | CannotPlan {
  const refused = refusedNow(cluster.config) ?? otherSpelling(cluster.config, request);
  return refused ? cannotPlan(refused) : [updateCluster(cluster, request)];
}

/** An add-on that stands under another spelling would stand there twice. */
function otherSpelling(config: typeof aksCluster.config, { addonProfiles }: Wire<ClusterChange>): string | undefined {
  const others = Object.keys(addonProfiles ?? {}).filter((name) => addonOf(config, name).key !== name);
  return others.length === 0 ? undefined : `the cluster spells the add-on ${others.join(', ')} otherwise`;
}

/** Why the service would refuse a list of ranges now; undefined when it takes it. It takes IPv4 only. */
export function refusedRanges(config: typeof aksCluster.config, ranges: readonly string[]): string | undefined {
  const most = config.apiServerAccessProfile?.enableVnetIntegration ? 10 * mostRanges : mostRanges;
  return ranges.length > most ? `the service takes at most ${most} ranges` : refusedNow(config);
}

/** Why the service would refuse any change of a cluster now; undefined when it takes one. */
export function refusedNow({
  provisioningState = 'Succeeded',
  powerState,
}: typeof aksCluster.config): string | undefined {
  if (provisioningState !== 'Succeeded') return `the cluster is in the state ${provisioningState}`;
  return powerState?.code === 'Stopped' ? 'the cluster is stopped' : undefined;
}

/** Lets only the given networks call the API server of a cluster, those of IPv4 among them. */
export function planAksNetworks(
  cluster: ResourceOf<typeof aksCluster>,
  allowedCidrs: readonly string[],
): readonly Action[] | CannotPlan {
  const authorizedIPRanges = allowedCidrs.filter((cidr) => !cidr.includes(':'));
  if (authorizedIPRanges.length === 0)
    return cannotPlan('allowedCidrs names no IPv4 network: name the networks that may call');
  const refused = refusedRanges(cluster.config, authorizedIPRanges);
  return refused ? cannotPlan(refused) : [updateAuthorizedRanges(cluster, { authorizedIPRanges })];
}
