import { eksApiReach } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { aksApiReach } from '#clouds/azure/aks/cluster/facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { gkeReaches } from '#clouds/gcp/gke/cluster/facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { clusterBehind, clusterUnknown, isOpenApi } from '#clouds/kubernetes/api/facts';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { bindingActions, planRevocation } from '#clouds/kubernetes/rbac/actions';
import { openGrants } from '#clouds/kubernetes/rbac/anonymous-facts';
import type { Found } from '#model';
import { defineRule, fail, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'cross-public-api-anonymous-rbac',
  on: kubernetesApi,
  uses: [eksCluster, eksApiReach, aksCluster, aksApiReach, gkeCluster, gkeReaches, openGrants],
  title: 'An API that the internet can reach grants nothing to unknown callers',
  severity: 'critical',
  control: 'api-closed-to-anonymous-callers',
  why: 'Anybody on the internet can use what is granted, without a credential of yours.',
  fix: 'Remove the binding, then limit the endpoint to known networks.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],

  evaluate(api, { find, fact }) {
    const { provider, id } = clusterBehind(api);
    const eks = provider === 'eks' ? find(eksCluster, id) : 'absent';
    const aks = provider === 'aks' ? find(aksCluster, id) : 'absent';
    const gke = provider === 'gke' ? find(gkeCluster, id) : 'absent';
    const reaches = [
      ...(isHere(eks) ? [fact(eksApiReach, eks)] : []),
      ...(isHere(aks) ? [fact(aksApiReach, aks)] : []),
      ...(isHere(gke) ? fact(gkeReaches, gke) : []),
    ];
    const open = reaches.find((reach) => isOpenApi(reach, provider));
    const unread = [eks, aks, gke, ...reaches].find(isUnread) ?? (reaches.length === 0 ? clusterUnknown : undefined);
    if (!open && !unread) return passBecause('The API endpoint is not open to the internet.');
    const grants = fact(openGrants, api);
    const limited = isHere(gke) && gke.config.anonymousAuthenticationConfig?.mode === 'LIMITED';
    const [first, ...others] = [...(limited ? [] : grants.unauthenticated), ...grants.authenticated];
    if (!first) return grants.unread ?? passBecause('Unknown callers may do no more than look at the API.');
    if (!open) return unread ?? clusterUnknown;
    const message = `The API endpoint is open to the internet, and ${first.subject} may ${first.allows}.`;
    const granted = [first, ...others].map(({ at, subject }) => ({ at, actual: subject }));
    return fail(message, [{ at: `${id}#${open.at}`, actual: open.actual }, ...granted]);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: bindingActions,
    plan: (api, { fact }, { evidence }) => planRevocation(fact(openGrants, api), evidence),
  },
});

const isHere = <T>(it: Found<T>): it is T => it !== 'absent' && !isUnread(it);
