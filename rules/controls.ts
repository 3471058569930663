import type { Control } from '#model';

const of =
  (category: string) =>
  (id: string, title: string): Control => ({ id, category, title });

const exposure = of('control-plane-exposure');
const nodes = of('nodes');
const encryption = of('encryption');
const logging = of('logging');
const upgrade = of('upgrade');
const supply = of('supply-chain');
const network = of('network');
const iam = of('iam');
const resilience = of('resilience');
const workload = of('workload');

/** The provider-neutral objectives that rules serve, in the order in which the parity table shows them. */
export const controls: readonly Control[] = [
  exposure('api-endpoint-closed-to-the-internet', 'The Kubernetes API is reachable from known networks only'),
  exposure('api-endpoint-private', 'The Kubernetes API has a private endpoint, and the public one is off'),
  exposure('api-closed-to-anonymous-callers', 'Nobody uses the Kubernetes API without an identity'),
  exposure('api-side-doors-closed', 'No other way leads to the control plane'),
  network('admin-ports-closed-to-the-internet', 'Nobody on the internet reaches an administration port'),
  network('ports-closed-to-the-internet', 'Only what serves users is reachable from the internet'),
  network('network-policy-enforced', 'Something enforces network policies'),
  network('network-policies-in-each-namespace', 'Network policies limit who talks to the pods of a namespace'),
  network('network-planned-for-the-cluster', 'Clusters stand in networks that were made for them'),
  network('egress-limited', 'Nodes and pods reach only what they need'),
  network('services-exposed-on-purpose', 'Services and ingresses expose what they are meant to expose'),
  iam('cluster-admin-limited', 'Few identities administer a cluster'),
  iam('rbac-least-privilege', 'Roles in the cluster grant what is needed'),
  iam('anonymous-access-limited', 'Anonymous and unnamed callers may do nothing'),
  iam('cluster-authentication-by-cloud-identity', 'People and machines sign in with a cloud identity'),
  iam('workload-identity-scoped', 'A cloud role is taken only by the workload it is for'),
  iam('workload-identity-used', 'Workloads have cloud identities of their own'),
  iam('workload-role-least-privilege', 'The cloud roles of workloads grant what is needed'),
  iam('node-role-least-privilege', 'Nodes can do in the cloud what nodes need'),
  iam('cluster-role-least-privilege', 'The control plane can do in the cloud what it needs'),
  iam('service-account-tokens-limited', 'Service account tokens are short-lived and mounted where needed'),
  iam('registry-access-limited', 'Few identities read and write the registry'),
  encryption('secrets-under-your-key', 'Kubernetes secrets are encrypted with a key of your own'),
  encryption('disks-encrypted', 'The disks of nodes and persistent volumes are encrypted'),
  encryption('keys-healthy', 'Keys are rotated, alive and closed to outsiders'),
  encryption('traffic-encrypted', 'Traffic to and between workloads is encrypted'),
  encryption('registry-encrypted', 'Images are encrypted with a key of your own'),
  encryption('secrets-kept-in-a-store', 'Secrets live in a store, not in manifests and variables'),
  logging('control-plane-logged', 'What the control plane did is logged and kept'),
  logging('workloads-observed', 'Logs or metrics of what runs in clusters are kept'),
  logging('network-flows-logged', 'Network flows are logged'),
  logging('cloud-actions-logged', 'What was done in the cloud is logged'),
  logging('threats-detected', 'Threat detection watches clusters'),
  upgrade('kubernetes-supported', 'Clusters run a version that the provider supports'),
  upgrade('nodes-patched', 'Node images and versions are kept patched'),
  upgrade('addons-patched', 'Add-ons are kept patched'),
  upgrade('upgrades-automatic', 'Upgrades come by themselves'),
  upgrade('deprecated-features-left', 'Nothing relies on what is going away'),
  supply('machine-images-allowed', 'Nodes run machine images that were allowed'),
  supply('images-free-of-known-vulnerabilities', 'Images in use have no grave known vulnerability'),
  supply('images-scanned', 'Registries scan images'),
  supply('images-from-trusted-sources', 'Images come from trusted registries, pinned and signed'),
  supply('registry-private', 'Registries are not public'),
  nodes('nodes-private', 'Nodes have no public address'),
  nodes('node-login-closed', 'Nobody logs in to nodes from outside'),
  nodes('metadata-protected', 'Pods do not reach the credentials of their node'),
  nodes('nodes-hardened', 'Nodes boot and run what they should'),
  nodes('kubelet-hardened', 'Kubelets ask who calls and what they may do'),
  workload('workloads-not-root', 'Containers do not run as root'),
  workload('workloads-unprivileged', 'Containers have no more rights than they need'),
  workload('workloads-apart-from-the-host', 'Pods do not share what belongs to the host'),
  workload('workloads-confined', 'System calls and kernel features of containers are limited'),
  workload('pod-security-admitted', 'Admission enforces pod security'),
  workload('namespaces-separate', 'Namespaces separate what belongs apart'),
  workload('cluster-features-off', 'Features with known weaknesses are off'),
  resilience('resources-bounded', 'Workloads have limits and requests'),
  resilience('clusters-survive', 'Clusters survive a zone, a mistake and a failing part'),
  resilience('ownership-known', 'Everything names its owner'),
];
