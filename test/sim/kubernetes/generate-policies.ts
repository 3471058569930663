import type { JsonObject } from '../json.ts';
import type { OptionalGroup } from './estate.ts';

/** How a generated namespace is isolated, or is not. */
export const policyVariants = [
  'none',
  'deny-all',
  'ingress-only',
  'some-pods-only',
  'allow-all',
  'cilium',
  'calico',
  'cluster-network-policy',
  'admin-network-policy',
  'egress-only',
  'aws',
] as const;
export type PolicyVariant = (typeof policyVariants)[number];

/** The policies of one namespace. Kinds that the cluster does not serve are left out. */
export function policiesOf(
  namespace: string,
  variant: PolicyVariant,
  groups: readonly OptionalGroup[],
): readonly JsonObject[] {
  return drafts(namespace)[variant].filter(
    ({ apiVersion }) => apiVersion === 'networking.k8s.io/v1' || groups.some((it) => it === apiVersion),
  );
}

function drafts(namespace: string): Readonly<Record<PolicyVariant, readonly JsonObject[]>> {
  const own = (name: string, spec: JsonObject): JsonObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace, name },
    spec,
  });
  const custom = (apiVersion: OptionalGroup, kind: string, spec: JsonObject, wide = false): JsonObject => ({
    apiVersion,
    kind,
    metadata: wide ? { name: `${namespace}-default` } : { namespace, name: 'default' },
    spec,
  });
  const subject = { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
  const denyIngress = [{ name: 'deny', action: 'Deny', from: [{ namespaces: {} }] }];
  return {
    none: [],
    'deny-all': [own('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })],
    'ingress-only': [own('default-deny-ingress', { podSelector: {}, policyTypes: ['Ingress'] })],
    'some-pods-only': [
      own('web', {
        podSelector: { matchLabels: { app: 'app-0' } },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: {} }] }],
      }),
    ],
    'allow-all': [own('allow-all', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] })],
    cilium: [
      custom('cilium.io/v2', 'CiliumNetworkPolicy', { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }),
    ],
    calico: [custom('crd.projectcalico.org/v1', 'NetworkPolicy', { selector: 'all()', types: ['Ingress', 'Egress'] })],
    'cluster-network-policy': [
      custom(
        'policy.networking.k8s.io/v1alpha2',
        'ClusterNetworkPolicy',
        { tier: 'Baseline', priority: 10, subject, ingress: denyIngress },
        true,
      ),
    ],
    'admin-network-policy': [
      custom(
        'policy.networking.k8s.io/v1alpha1',
        'AdminNetworkPolicy',
        { priority: 10, subject, ingress: denyIngress },
        true,
      ),
    ],
    'egress-only': [own('no-egress', { podSelector: {}, policyTypes: ['Egress'] })],
    aws: [
      custom(
        'networking.k8s.aws/v1alpha1',
        'ClusterNetworkPolicy',
        { tier: 'Admin', priority: 10, subject, ingress: denyIngress },
        true,
      ),
    ],
  };
}
