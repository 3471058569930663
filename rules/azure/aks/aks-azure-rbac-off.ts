import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { cannotPlan, defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-azure-rbac-off',
  on: aksCluster,
  title: 'Azure roles decide who may do what in an AKS cluster',
  severity: 'low',
  control: 'cluster-authentication-by-cloud-identity',
  why: 'With Azure RBAC the rights in all clusters are given, reviewed and taken away in one place.',
  fix: 'Turn on Azure RBAC for Kubernetes authorization. Look at the roles on the cluster, its group and its subscription first.',
  references: ['https://learn.microsoft.com/azure/aks/manage-azure-rbac'],
  peers: ['kube-bench:aks-1.8/5.5.2', 'kubescape:C-0241'],
  partOf: 'aks-entra-integration-off',

  evaluate({ config }) {
    const { managed, enableAzureRbac } = config.aadProfile ?? {};
    if (managed !== true)
      return fail(
        'Azure RBAC cannot work: the cluster has no managed Entra integration.',
        saidAt(config, 'aadProfile.managed'),
      );
    if (enableAzureRbac === true) return pass();
    return fail(
      'Azure roles do not decide what people may do in the cluster.',
      saidAt(config, 'aadProfile.enableAzureRbac'),
    );
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) =>
      cluster.config.aadProfile?.managed === true
        ? changed(cluster, { aadProfile: { enableAzureRbac: true } })
        : cannotPlan('it takes managed Entra integration first'),
  },
});
