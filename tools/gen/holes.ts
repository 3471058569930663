/** The platforms whose cells are explained. Cross rules join facts of several, so that their column has no holes. */
export type Platform = 'aws' | 'azure' | 'gcp' | 'kubernetes';

/** Why no rule of a platform serves a control: the rules that are to come, or our words. */
type Hole = readonly string[] | string;

const cloud = 'decided in the cloud';
const objects = 'the same on every cloud: see kubernetes';
const onObjects = { aws: objects, azure: objects, gcp: objects };
const inCloud = { kubernetes: cloud };

/** The explanation of every cell of the parity table that has no rule, by control and platform. */
export const holes: Readonly<Record<string, Readonly<Partial<Record<Platform, Hole>>>>> = {
  'api-endpoint-closed-to-the-internet': inCloud,
  'api-endpoint-private': inCloud,
  'api-closed-to-anonymous-callers': {
    aws: 'EKS has no switch for it: see cross, and anonymous-access-limited',
    azure: 'AKS has no switch for it: see cross, and anonymous-access-limited',
    kubernetes: 'what such callers may do: see anonymous-access-limited',
  },
  'api-side-doors-closed': {
    kubernetes: cloud,
  },
  'admin-ports-closed-to-the-internet': inCloud,
  'ports-closed-to-the-internet': { kubernetes: 'Services and ingresses: see services-exposed-on-purpose' },
  'network-policy-enforced': inCloud,
  'network-policies-in-each-namespace': onObjects,
  'network-planned-for-the-cluster': {
    aws: ['vpc-endpoints-missing-for-private-cluster'],
    kubernetes: cloud,
  },
  'egress-limited': {
    aws: 'none planned: routes and firewalls outside of the cluster decide it',
    gcp: 'none planned: routes and firewalls outside of the cluster decide it',
    kubernetes: ['k8s-imds-egress-open'],
  },
  'services-exposed-on-purpose': {
    aws: objects,
  },
  'anonymous-access-limited': {
    aws: objects,
    azure: objects,
  },
  'cluster-authentication-by-cloud-identity': inCloud,
  'workload-identity-scoped': {
    kubernetes: cloud,
  },
  'workload-role-least-privilege': {
    kubernetes: cloud,
  },
  'node-role-least-privilege': { kubernetes: cloud },
  'cluster-role-least-privilege': {
    gcp: 'GKE runs its control plane with a service agent of Google',
    kubernetes: cloud,
  },
  'service-account-tokens-limited': {
    ...onObjects,
    kubernetes: ['k8s-long-lived-sa-token'],
  },
  'registry-access-limited': { kubernetes: cloud },
  'secrets-under-your-key': inCloud,
  'keys-healthy': inCloud,
  'traffic-encrypted': {},
  'registry-encrypted': {
    gcp: 'none planned',
    kubernetes: cloud,
  },
  'secrets-kept-in-a-store': {
    aws: objects,
  },
  'control-plane-logged': inCloud,
  'workloads-observed': { aws: 'none planned: what watches workloads is installed in the cluster', kubernetes: cloud },
  'network-flows-logged': {
    kubernetes: cloud,
  },
  'cloud-actions-logged': {
    kubernetes: cloud,
  },
  'threats-detected': {
    kubernetes: cloud,
  },
  'kubernetes-supported': inCloud,
  'addons-patched': {
    gcp: 'none planned: GKE keeps its own add-ons',
    kubernetes: cloud,
  },
  'upgrades-automatic': { kubernetes: cloud },
  'deprecated-features-left': {
    kubernetes: ['k8s-deprecated-api-in-use'],
  },
  'machine-images-allowed': {
    azure: 'AKS makes the images of its nodes: see nodes-patched',
    gcp: 'GKE makes the images of its nodes: see nodes-hardened',
    kubernetes: cloud,
  },
  'images-free-of-known-vulnerabilities': {
    azure: ['acr-image-vulnerabilities'],
    kubernetes: ['k8s-image-deny-list'],
  },
  'images-scanned': { kubernetes: cloud },
  'registry-private': inCloud,
  'nodes-private': inCloud,
  'node-login-closed': {
    kubernetes: cloud,
  },
  'metadata-protected': {
    azure: 'none planned: see egress-limited for what pods may reach',
    kubernetes: 'what pods may reach: see egress-limited',
  },
  'nodes-hardened': {
    kubernetes: cloud,
  },
  'kubelet-hardened': {
    aws: objects,
    kubernetes: ['k8s-kubelet-anonymous-auth', 'k8s-kubelet-authz-always-allow', 'k8s-kubelet-readonly-port'],
  },
  'workloads-not-root': onObjects,
  'workloads-unprivileged': onObjects,
  'workloads-apart-from-the-host': onObjects,
  'workloads-confined': { aws: objects, azure: objects },
  'pod-security-admitted': {
    aws: objects,
  },
  'namespaces-separate': {
    azure: objects,
    gcp: objects,
  },
  'cluster-features-off': {
    aws: 'none planned: EKS has no such switch',
  },
  'resources-bounded': onObjects,
  'clusters-survive': {
    azure: ['aks-nodepool-single-zone'],
  },
  'ownership-known': {
    azure: 'none planned',
    kubernetes: 'none planned',
  },
};
