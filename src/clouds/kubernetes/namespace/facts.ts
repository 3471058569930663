import { defineFact, type Resource, type Unknown } from '#model';
import { apiAddress } from '../address.ts';
import { minorOf } from '../api/facts.ts';
import { kubernetesApi } from '../api/resource.ts';
import type { PolicyOnPod } from '../network-policy/effective-policies.ts';
import { podPolicies } from '../network-policy/facts.ts';
import { pod } from '../pod/resource.ts';
import { exemptibleNamespace } from './exemptible.ts';
import { namespace } from './resource.ts';

type Pod = Resource<'k8s.pod', typeof pod.config>;

/** Which of a namespace's running pods on the pod network some policy has an effect on. */
export interface NamespaceCover {
  readonly pods: readonly Pod[];
  readonly covered: readonly { readonly pod: Pod; readonly policies: readonly PolicyOnPod[] }[];
  readonly unread: readonly Unknown[];
}

/** How network policies of every kind cover the running pods of a namespace that are not on the host's network. */
export const namespaceCover = defineFact({
  name: 'k8s.namespace-cover',
  of: namespace,
  uses: [pod, podPolicies],
  work({ config }, { list, fact }): NamespaceCover {
    const { items, unread } = list(pod, { namespace: config.metadata?.name ?? '' });
    const pods = items.filter((it) => it.config.status?.phase === 'Running' && it.config.spec?.hostNetwork !== true);
    const answers = pods.map((it) => ({ pod: it, ...fact(podPolicies, it) }));
    return {
      pods,
      covered: answers.filter(({ policies }) => policies.length > 0),
      unread: [...(unread ? [unread] : []), ...answers.flatMap((it) => it.unread)],
    };
  },
});

/** The minor version of the control plane of a namespace. */
export const controlPlaneMinor = defineFact({
  name: 'k8s.control-plane-minor',
  of: namespace,
  uses: [kubernetesApi],
  work: ({ target }, { find }): number | Unknown => minorOf(find(kubernetesApi, apiAddress(target))),
});

/** The namespaces that Kubernetes, providers and widespread operators keep for their own workloads, by exact name. */
export const keptNamespaces = [
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'gatekeeper-system',
  'calico-system',
  'calico-apiserver',
  'tigera-operator',
  'amazon-guardduty',
  'amazon-cloudwatch',
  'aks-command',
  'aks-istio-system',
  'aks-istio-ingress',
  'aks-istio-egress',
  'app-routing-system',
  'gmp-system',
  'gmp-public',
  'gke-gmp-system',
  'gke-system',
  'config-management-system',
  'config-management-monitoring',
] as const;

/** Whether policy exempts a namespace by its exact name, which exempts nothing on the clusters of another provider. */
export const isExemptNamespace = ({ id, name }: Resource<'k8s.namespace'>, exempt: readonly string[]): boolean => {
  const own = exemptibleNamespace(name, id);
  return own !== undefined && exempt.includes(own);
};
