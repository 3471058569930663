import { eksCluster } from '../aws/eks/cluster/resource.ts';
import { aksCluster } from '../azure/aks/cluster/resource.ts';
import { gkeCluster } from '../gcp/gke/cluster/resource.ts';

/** The clusters that the three clouds run for their customers. */
export const managedClusters = [eksCluster, aksCluster, gkeCluster] as const;
