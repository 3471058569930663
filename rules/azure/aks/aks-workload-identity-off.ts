import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-workload-identity-off',
  on: aksCluster,
  title: 'Pods of an AKS cluster can have Azure identities of their own',
  severity: 'medium',
  control: 'workload-identity-used',
  why: 'Pods without an identity of their own use the identity of their node, or secrets that do not expire.',
  fix: 'Turn on the OIDC issuer and workload identity. The issuer cannot be turned off again.',
  references: [
    'https://learn.microsoft.com/azure/aks/workload-identity-overview',
    'https://learn.microsoft.com/azure/aks/use-oidc-issuer',
  ],
  peers: ['kube-bench:aks-1.8/5.2.1', 'kubescape:C-0239'],

  evaluate({ config }) {
    const parts = [
      {
        name: 'workload identity',
        on: config.securityProfile?.workloadIdentity?.enabled,
        at: 'securityProfile.workloadIdentity.enabled',
      },
      { name: 'the OIDC issuer', on: config.oidcIssuerProfile?.enabled, at: 'oidcIssuerProfile.enabled' },
    ];
    const off = parts.filter(({ on }) => on !== true);
    if (off.length === 0) return pass();
    return fail(
      `Off: ${off.map(({ name }) => name).join(' and ')}.`,
      off.map(({ at }) => saidAt(config, at)),
    );
  },

  remediation: {
    impact: 'brief',
    reversible: false,
    actions: [updateCluster],
    plan: (cluster) =>
      changed(cluster, {
        oidcIssuerProfile: { enabled: true },
        securityProfile: { workloadIdentity: { enabled: true } },
      }),
  },
});
