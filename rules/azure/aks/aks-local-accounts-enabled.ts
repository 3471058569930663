import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { cannotPlan, defineRule, fail, passBecause } from '#rule';

export default defineRule({
  id: 'aks-local-accounts-enabled',
  on: aksCluster,
  title: 'An AKS cluster hands out no local admin credentials',
  severity: 'high',
  control: 'cluster-authentication-by-cloud-identity',
  why: 'A local admin credential is a client certificate of cluster-admin that no sign-in, group or log entry names.',
  fix: 'Disable local accounts, then rotate the certificates of the cluster: those handed out before stay valid until then.',
  references: ['https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad'],
  peers: ['kube-bench:aks-1.8/5.5.1', 'prowler:aks_cluster_local_accounts_disabled'],
  partOf: 'aks-entra-integration-off',

  evaluate({ config }) {
    if (config.disableLocalAccounts === true)
      return passBecause(
        config.aadProfile?.managed === true
          ? 'Local accounts are disabled. Certificates that were handed out before stay valid until they are rotated.'
          : 'Local accounts are disabled; without managed Entra integration nobody can sign in.',
      );
    return fail(
      'Whoever may list the admin credentials of the cluster gets a client certificate of cluster-admin.',
      saidAt(config, 'disableLocalAccounts'),
    );
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) =>
      cluster.config.aadProfile?.managed === true
        ? changed(cluster, { disableLocalAccounts: true })
        : cannotPlan('nobody could sign in: turn on managed Entra integration first'),
  },
});
