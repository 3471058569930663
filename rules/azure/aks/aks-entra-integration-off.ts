import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-entra-integration-off',
  on: aksCluster,
  title: 'People sign in to an AKS cluster with Microsoft Entra ID',
  severity: 'high',
  control: 'cluster-authentication-by-cloud-identity',
  why: 'Without Entra ID access rests on certificates that cannot be revoked one by one and follow no joiner or leaver.',
  fix: 'Turn on managed Entra integration with an admin group. It cannot be turned off again, and all need a new kubeconfig.',
  references: ['https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id'],
  peers: ['kube-bench:aks-1.8/5.5.1', 'kubescape:C-0088'],

  evaluate({ config }) {
    const { managed, serverAppID, clientAppID } = config.aadProfile ?? {};
    if (managed === true) return pass();
    const app = serverAppID || clientAppID;
    const message = app
      ? `The cluster signs people in with the retired Entra integration of its own app ${app}.`
      : 'The cluster has no managed Entra integration.';
    return fail(message, saidAt(config, 'aadProfile.managed'));
  },
});
