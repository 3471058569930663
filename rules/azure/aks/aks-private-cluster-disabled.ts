import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksApiReach, isTight } from '#clouds/azure/aks/cluster/facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { cannotPlan, defineRule, fail, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'aks-private-cluster-disabled',
  on: aksCluster,
  uses: [aksApiReach],
  title: 'The API server of an AKS cluster is private',
  severity: 'high',
  grades: ['medium'],
  control: 'api-endpoint-private',
  why: 'A public API server is one stolen token or one bug away from everybody whom its ranges let in.',
  fix: 'Build the cluster anew as a private one; one with API Server VNet Integration can be switched.',
  references: [
    'https://learn.microsoft.com/azure/aks/private-clusters',
    'https://learn.microsoft.com/azure/aks/api-server-vnet-integration',
  ],
  peers: [
    'kube-bench:aks-1.8/5.4.2',
    'kubescape:C-0252',
    'powerpipe:kubernetes_cluster_restrict_public_access',
    'prowler:aks_clusters_public_access_disabled',
    'trivy:AVD-AZU-0065',
  ],
  partOf: 'aks-api-public-unrestricted',

  evaluate(cluster, { fact }) {
    const { config } = cluster;
    if (config.apiServerAccessProfile?.enablePrivateCluster === true) return passBecause('The cluster is private.');
    const reach = fact(aksApiReach, cluster);
    if (isUnread(reach)) return reach;
    const seen = saidAt(config, 'apiServerAccessProfile.enablePrivateCluster');
    if (isTight(reach)) return fail('The API server is public, for known networks only.', seen, { grade: 'medium' });
    return fail('The API server is public.', seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) =>
      cluster.config.apiServerAccessProfile?.enableVnetIntegration === true
        ? changed(cluster, { apiServerAccessProfile: { enablePrivateCluster: true, authorizedIPRanges: [] } })
        : cannotPlan('only a cluster with API Server VNet Integration can be switched; this one has to be built anew'),
  },
});
