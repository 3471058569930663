import type { ManagedClusterAPIServerAccessProfile } from '@azure/arm-containerservice';
import { defineAction, wire } from '#model';
import { aksCluster } from './resource.ts';

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
  permissions: [
    'Microsoft.ContainerService/managedClusters/read',
    'Microsoft.ContainerService/managedClusters/write',
    'Microsoft.ContainerService/locations/operations/read',
  ],
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
});

/** Why the service would refuse a list of ranges now; undefined when it takes it. It takes IPv4 only. */
export function refusedRanges(
  { provisioningState = 'Succeeded', powerState, apiServerAccessProfile }: typeof aksCluster.config,
  ranges: readonly string[],
): string | undefined {
  const most = apiServerAccessProfile?.enableVnetIntegration ? 10 * mostRanges : mostRanges;
  if (ranges.length > most) return `the service takes at most ${most} ranges`;
  if (provisioningState !== 'Succeeded') return `the cluster is in the state ${provisioningState}`;
  return powerState?.code === 'Stopped' ? 'the cluster is stopped' : undefined;
}
