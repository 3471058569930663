import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { isOfPlugin } from '#clouds/azure/aks/cluster/policy-facts';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-pod-identity-legacy-on',
  on: aksCluster,
  title: 'Pods of an AKS cluster have no retired pod-managed identities',
  severity: 'high',
  grades: ['critical'],
  control: 'workload-identity-scoped',
  why: 'Pod-managed identity is retired and gets no patches; on kubenet a pod can take the identity of another one.',
  fix: 'Move the pods to workload identity, then turn pod-managed identity off: pods that still use it lose their identities.',
  references: [
    'https://learn.microsoft.com/azure/aks/use-azure-ad-pod-identity',
    'https://learn.microsoft.com/azure/aks/workload-identity-migrate-from-pod-identity',
  ],

  evaluate({ config }) {
    const { enabled, allowNetworkPluginKubenet } = config.podIdentityProfile ?? {};
    if (enabled !== true) return pass();
    const seen = { at: 'podIdentityProfile.enabled', actual: true, expected: false };
    const isSpoofable = allowNetworkPluginKubenet === true && isOfPlugin(config.networkProfile ?? {}, 'kubenet');
    if (!isSpoofable) return fail('Pod-managed identity, which is retired, is on.', seen);
    const kubenet = { at: 'podIdentityProfile.allowNetworkPluginKubenet', actual: true, expected: false };
    const grade = 'critical' as const;
    return fail('Pod-managed identity is on with kubenet: pods can take the identities of others.', [seen, kubenet], {
      grade,
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: false,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { podIdentityProfile: { enabled: false } }),
  },
});
