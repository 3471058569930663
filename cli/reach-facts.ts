import { aksApiReach } from '#clouds/azure/aks/cluster/facts';
import { eksApiReach } from '#clouds/aws/eks/cluster/facts';
import { gkeApiReach } from '#clouds/gcp/gke/cluster/facts';

/** How far the API of each provider's clusters reaches. */
export const reachFacts = [eksApiReach, aksApiReach, gkeApiReach];
