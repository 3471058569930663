import type { Action, CannotPlan, ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { planEksNetworks, updateEndpoint } from '../aws/eks/cluster/actions.ts';
import { planAksNetworks, updateAuthorizedRanges } from '../azure/aks/cluster/actions.ts';
import { planGkeNetworks, updateAuthorizedNetworks } from '../gcp/gke/cluster/update-actions.ts';
import type { managedClusters } from './resource.ts';

/** The actions that close the API of a cluster to networks that nobody knows. */
export const closingActions = [updateEndpoint, updateAuthorizedRanges, updateAuthorizedNetworks] as const;

/** Lets only the given networks call the API of a cluster; a DNS endpoint of GKE takes no list of networks. */
export function planClosing(
  cluster: ResourceOf<typeof managedClusters>,
  allowedCidrs: readonly string[],
): readonly Action[] | CannotPlan {
  if (cluster.type === 'eks.cluster') return planEksNetworks(cluster, allowedCidrs);
  if (cluster.type === 'aks.cluster') return planAksNetworks(cluster, allowedCidrs);
  return cluster.config.controlPlaneEndpointsConfig?.dnsEndpointConfig?.allowExternalTraffic === true
    ? cannotPlan('its DNS endpoint takes external traffic, which no list of networks limits: close that first')
    : planGkeNetworks(cluster, allowedCidrs);
}
