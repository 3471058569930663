import { defineFact, type ApiReach } from '#model';
import { isUnread, type Evidence, type Unknown } from '#rule';
import { eksApiReach } from '../aws/eks/cluster/facts.ts';
import { aksApiReach } from '../azure/aks/cluster/facts.ts';
import { gkeReaches } from '../gcp/gke/cluster/facts.ts';
import { gkeStaticReaches } from '../gcp/gke/cluster/static-credential-facts.ts';
import type { KubernetesProvider } from '../kubernetes/address.ts';
import { isOpenApi } from '../kubernetes/api/facts.ts';
import { managedClusters } from './resource.ts';

/** Whether callers that nobody knows reach an endpoint of a cluster, and what lets them. */
export type Openness = { readonly is: 'open'; readonly seen: Evidence } | { readonly is: 'closed' } | Unknown;

/** Whether callers that nobody knows reach the API of a cluster, by the measure of the rule of its cloud. */
export const openEndpoint = defineFact({
  name: 'managed-cluster.open-endpoint',
  of: managedClusters,
  uses: [eksApiReach, aksApiReach, gkeReaches],
  work(cluster, { fact }): Openness {
    if (cluster.type === 'eks.cluster') return opennessOf([fact(eksApiReach, cluster)], 'eks');
    if (cluster.type === 'aks.cluster') return opennessOf([fact(aksApiReach, cluster)], 'aks');
    return opennessOf(fact(gkeReaches, cluster), 'gke');
  },
});

/** The same of the endpoints that take credentials which are no sign-in. */
export const openToStaticCredentials = defineFact({
  name: 'managed-cluster.open-to-static-credentials',
  of: managedClusters,
  uses: [openEndpoint, gkeStaticReaches],
  work(cluster, { fact }): Openness {
    if (cluster.type === 'gke.cluster') return opennessOf(fact(gkeStaticReaches, cluster), 'gke');
    return fact(openEndpoint, cluster);
  },
});

/** One open endpoint is enough; to be closed all have to be known. */
function opennessOf(reaches: readonly ApiReach[], provider: KubernetesProvider): Openness {
  const open = reaches.find((reach) => isOpenApi(reach, provider));
  if (open) return { is: 'open', seen: { at: open.at, actual: open.actual } };
  return reaches.find(isUnread) ?? { is: 'closed' };
}
