import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-rbac-disabled',
  on: aksCluster,
  title: 'An AKS cluster was made with Kubernetes RBAC',
  severity: 'critical',
  control: 'rbac-least-privilege',
  why: 'Without RBAC every pod and every user who signs in may do everything in the cluster.',
  fix: 'Build the cluster anew with RBAC: it cannot be turned on later.',
  references: ['https://learn.microsoft.com/azure/aks/concepts-identity'],
  peers: ['powerpipe:kubernetes_instance_rbac_enabled', 'prowler:aks_cluster_rbac_enabled', 'trivy:AVD-AZU-0042'],

  evaluate: ({ config }) =>
    config.enableRbac === true
      ? pass()
      : fail('Kubernetes RBAC is off: whoever signs in may do everything.', saidAt(config, 'enableRbac')),
});
