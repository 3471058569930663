import type {
  ManagedCluster,
  ManagedClusterAPIServerAccessProfile,
  ManagedClusterSecurityProfile,
} from '@azure/arm-containerservice';
import { cannotPlan, defineAction, wire } from '#model';
import type { Action, CannotPlan, ResourceOf, Wire } from '#model';
import { former } from '../../../former.ts';
import { merged, type PartOf } from '../../merge.ts';
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
    | 'oidcIssuerProfile'
  > & {
    readonly securityProfile?: Pick<ManagedClusterSecurityProfile, 'defender' | 'workloadIdentity'>;
  }
>;

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
    'aadProfile.enableAzureRbac',
    'apiServerAccessProfile.authorizedIPRanges',
    'apiServerAccessProfile.disableRunCommand',
    'apiServerAccessProfile.enablePrivateCluster',
    'autoUpgradeProfile.nodeOSUpgradeChannel',
    'autoUpgradeProfile.upgradeChannel',
    'disableLocalAccounts',
    'networkProfile.networkDataplane',
    'networkProfile.networkPolicy',
    'oidcIssuerProfile.enabled',
    'securityProfile.defender.securityMonitoring.enabled',
    'securityProfile.workloadIdentity.enabled',
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
  aadProfile: { enableAzureRbac: false },
  apiServerAccessProfile: { authorizedIPRanges: [], disableRunCommand: false, enablePrivateCluster: false },
  autoUpgradeProfile: { nodeOSUpgradeChannel: 'NodeImage', upgradeChannel: 'none' },
  disableLocalAccounts: false,
  networkProfile: { networkDataplane: 'azure', networkPolicy: 'none' },
  oidcIssuerProfile: { enabled: false },
  securityProfile: { defender: { securityMonitoring: { enabled: false } }, workloadIdentity: { enabled: false } },
} as const satisfies Wire<ClusterChange>;

/** What of a change stays for good: undefined where all of it can be taken back. */
function oneWayIn(before: typeof aksCluster.config, change: Wire<ClusterChange>): string | undefined {
  if (change.oidcIssuerProfile?.enabled === true && before.oidcIssuerProfile?.enabled !== true)
    return 'AKS does not turn the OIDC issuer off again';
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
  const refused = refusedNow(cluster.config);
  return refused ? cannotPlan(refused) : [updateCluster(cluster, request)];
}

/** Why the service would refuse a list of ranges now; undefined when it takes it. It takes IPv4 only. */
export function refusedRanges(config: typeof aksCluster.config, ranges: readonly string[]): string | undefined {
  const most = config.apiServerAccessProfile?.enableVnetIntegration ? 10 * mostRanges : mostRanges;
  return ranges.length > most ? `the service takes at most ${most} ranges` : refusedNow(config);
}

/** Why the service would refuse any change of a cluster now; undefined when it takes one. */
function refusedNow({ provisioningState = 'Succeeded', powerState }: typeof aksCluster.config): string | undefined {
  if (provisioningState !== 'Succeeded') return `the cluster is in the state ${provisioningState}`;
  return powerState?.code === 'Stopped' ? 'the cluster is stopped' : undefined;
}
