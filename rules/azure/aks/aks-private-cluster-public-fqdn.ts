import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'aks-private-cluster-public-fqdn',
  on: aksCluster,
  title: 'A private AKS cluster has no name in public DNS',
  severity: 'low',
  control: 'api-endpoint-private',
  why: 'A public name tells everybody that the cluster is there, and which private address its API server has.',
  fix: 'Turn the public FQDN off, after making sure that all clients resolve the private DNS zone.',
  references: ['https://learn.microsoft.com/azure/aks/private-clusters'],

  evaluate({ config }) {
    const { enablePrivateCluster, enablePrivateClusterPublicFqdn, privateDNSZone } =
      config.apiServerAccessProfile ?? {};
    if (enablePrivateCluster !== true) return notApplicable('the API server is not private');
    if (privateDNSZone?.toLowerCase() === 'none')
      return notApplicable('the cluster has no private DNS zone: its public name is the only one');
    const path = 'apiServerAccessProfile.enablePrivateClusterPublicFqdn';
    if (enablePrivateClusterPublicFqdn === true)
      return fail(
        'The cluster has a name in public DNS that leads to its private address.',
        saidAt(config, path, false),
      );
    if (enablePrivateClusterPublicFqdn === undefined && config.fqdn)
      return fail(`The cluster has the public name ${config.fqdn}.`, { at: 'fqdn', actual: config.fqdn });
    return pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { apiServerAccessProfile: { enablePrivateClusterPublicFqdn: false } }),
  },
});
