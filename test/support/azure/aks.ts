import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Cluster = typeof aksCluster.config;

export const subscription = '/subscriptions/00000000-0000-0000-0000-000000000001';

/** The group that AKS made for the nodes of the cluster called shop. */
export const nodeGroup = 'MC_rg_shop_westeurope';

/** A cluster called shop that runs, with the configuration a test gives. */
export const aksWith = (config: Draft<Cluster> = {}): Resource<'aks.cluster', Cluster> =>
  make(
    aksCluster,
    `${subscription}/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/shop`,
    {
      id: `${subscription}/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/shop`,
      name: 'shop',
      provisioningState: 'Succeeded',
      powerState: { code: 'Running' },
      nodeResourceGroup: nodeGroup,
      ...config,
    },
    { name: 'shop' },
  );

/** A cluster whose API server lets in these ranges. */
export const aksOpenTo = (...authorizedIPRanges: string[]): Resource<'aks.cluster', Cluster> =>
  aksWith({ apiServerAccessProfile: { authorizedIPRanges } });

/** A DaemonSet of the cluster called shop, given as `namespace/name`. */
export const daemonSetInside = (it: string): Resource<'k8s.daemon-set', typeof daemonSet.config> => {
  const [namespace = '', name = ''] = it.split('/');
  return make(daemonSet, `${aksWith().id}/apps/v1/namespaces/${namespace}/daemonsets/${name}`, {
    metadata: { namespace, name },
  });
};
