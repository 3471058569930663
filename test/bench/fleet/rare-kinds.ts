import type { JsonObject } from '../../sim/json.ts';
import type { KubernetesEstate, OptionalGroup } from '../../sim/kubernetes/estate.ts';
import { changedKubernetes } from '../faults/kubernetes-changes.ts';

/** The cluster with objects of every kind that rules look at: those that few clusters have, and those that break rules seldom broken. */
export function withRareKinds(estate: KubernetesEstate): KubernetesEstate {
  const changed = changedKubernetes(estate, `registry.example.com/own@sha256:${'0'.repeat(64)}`);
  return { ...changed, groups: installed, objects: [...changed.objects, ...rare.map(objectOf)] };
}

const installed: readonly OptionalGroup[] = [
  'cilium.io/v2',
  'crd.projectcalico.org/v1',
  'policy.networking.k8s.io/v1alpha1',
  'policy.networking.k8s.io/v1alpha2',
  'networking.k8s.aws/v1alpha1',
  'kyverno.io/v1',
  'policies.kyverno.io/v1',
  'policy.sigstore.dev/v1beta1',
  'templates.gatekeeper.sh/v1',
  'config.gatekeeper.sh/v1alpha1',
];

interface Rare {
  readonly kind: string;
  readonly apiVersion: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly says?: JsonObject;
}

const namespace = 'team-0';
const pods = { podSelector: {}, policyTypes: ['Ingress'] };
const tier = {
  priority: 10,
  subject: { namespaces: {} },
  ingress: [{ name: 'deny', action: 'Deny', from: [{ namespaces: {} }] }],
};
const template = {
  metadata: { labels: { app: 'old' } },
  spec: { containers: [{ name: 'old', image: 'registry.example.com/old:1' }] },
};
const audited = { validationFailureAction: 'Audit', rules: [] };
const limits = [{ type: 'Container', default: { memory: '512Mi', cpu: '500m' } }];

const rare: readonly Rare[] = [
  { apiVersion: 'v1', kind: 'ReplicationController', namespace, says: { spec: { replicas: 1, template } } },
  { apiVersion: 'v1', kind: 'LimitRange', namespace, says: { spec: { limits } } },
  { apiVersion: 'v1', kind: 'ResourceQuota', namespace, says: { spec: { hard: { 'requests.cpu': '20' } } } },
  {
    ...{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'kube-system', name: 'amazon-vpc-cni' },
    says: { data: { 'enable-network-policy-controller': 'true' } },
  },
  { apiVersion: 'networking.k8s.aws/v1alpha1', kind: 'ApplicationNetworkPolicy', namespace, says: { spec: pods } },
  {
    apiVersion: 'networking.k8s.aws/v1alpha1',
    kind: 'ClusterNetworkPolicy',
    says: { spec: { ...tier, tier: 'Admin' } },
  },
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    says: { spec: { ...tier, tier: 'Baseline' } },
  },
  { apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', says: { spec: tier } },
  { apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'BaselineAdminNetworkPolicy', says: { spec: tier } },
  {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    namespace,
    says: { spec: { endpointSelector: {}, ingress: [{}] } },
  },
  {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumClusterwideNetworkPolicy',
    says: { spec: { endpointSelector: {}, ingress: [{}] } },
  },
  {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'NetworkPolicy',
    namespace,
    says: { spec: { selector: 'all()', types: ['Ingress'] } },
  },
  {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'GlobalNetworkPolicy',
    says: { spec: { selector: 'all()', types: ['Egress'] } },
  },
  { apiVersion: 'kyverno.io/v1', kind: 'ClusterPolicy', says: { spec: audited } },
  { apiVersion: 'kyverno.io/v1', kind: 'Policy', namespace, says: { spec: audited } },
  { apiVersion: 'policies.kyverno.io/v1', kind: 'ValidatingPolicy', says: { spec: { validationActions: ['Audit'] } } },
  {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ImageValidatingPolicy',
    says: { spec: { validationActions: ['Audit'] } },
  },
  {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    says: { spec: { mode: 'warn', images: [{ glob: '**' }] } },
  },
];

const objectOf = ({ apiVersion, kind, namespace, name = 'rare', says }: Rare): JsonObject => ({
  ...{ apiVersion, kind },
  metadata: namespace === undefined ? { name } : { namespace, name },
  ...says,
});
