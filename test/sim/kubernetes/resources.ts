import { type JsonObject, textAt } from '../json.ts';
import type { OptionalGroup } from './estate.ts';

/** One kind that the API serves. */
export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Custom kinds keep `apiVersion` and `kind` on list items and take no strategic merge. */
  readonly custom: boolean;
}

/** The kinds of a cluster with these optional groups, in the order of discovery. */
export function resourcesOf(groups: readonly OptionalGroup[]): readonly ApiResource[] {
  return [...builtIn, ...groups.flatMap((group) => optional[group])];
}

export function apiVersionOf({ group, version }: ApiResource): string {
  return group === '' ? version : `${group}/${version}`;
}

/** As in an operation's name: `core`, `apps`, `cilium.io`. */
export function groupName({ group }: ApiResource): string {
  return group === '' ? 'core' : group;
}

type Row = readonly [plural: string, kind: string, scope?: 'cluster'];

const builtIn: readonly ApiResource[] = [
  ...rows('', 'v1', false, [
    ['configmaps', 'ConfigMap'],
    ['limitranges', 'LimitRange'],
    ['namespaces', 'Namespace', 'cluster'],
    ['nodes', 'Node', 'cluster'],
    ['persistentvolumes', 'PersistentVolume', 'cluster'],
    ['pods', 'Pod'],
    ['replicationcontrollers', 'ReplicationController'],
    ['resourcequotas', 'ResourceQuota'],
    ['serviceaccounts', 'ServiceAccount'],
    ['services', 'Service'],
  ]),
  ...rows('admissionregistration.k8s.io', 'v1', false, [
    ['mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', 'cluster'],
    ['validatingadmissionpolicies', 'ValidatingAdmissionPolicy', 'cluster'],
    ['validatingadmissionpolicybindings', 'ValidatingAdmissionPolicyBinding', 'cluster'],
    ['validatingwebhookconfigurations', 'ValidatingWebhookConfiguration', 'cluster'],
  ]),
  ...rows('apps', 'v1', false, [
    ['daemonsets', 'DaemonSet'],
    ['deployments', 'Deployment'],
    ['replicasets', 'ReplicaSet'],
    ['statefulsets', 'StatefulSet'],
  ]),
  ...rows('batch', 'v1', false, [
    ['cronjobs', 'CronJob'],
    ['jobs', 'Job'],
  ]),
  ...rows('networking.k8s.io', 'v1', false, [
    ['ingressclasses', 'IngressClass', 'cluster'],
    ['ingresses', 'Ingress'],
    ['networkpolicies', 'NetworkPolicy'],
  ]),
  ...rows('rbac.authorization.k8s.io', 'v1', false, [
    ['clusterrolebindings', 'ClusterRoleBinding', 'cluster'],
    ['clusterroles', 'ClusterRole', 'cluster'],
    ['rolebindings', 'RoleBinding'],
    ['roles', 'Role'],
  ]),
  ...rows('storage.k8s.io', 'v1', false, [['storageclasses', 'StorageClass', 'cluster']]),
];

const calico: readonly Row[] = [
  ['globalnetworkpolicies', 'GlobalNetworkPolicy', 'cluster'],
  ['networkpolicies', 'NetworkPolicy'],
];

const optional: Readonly<Record<OptionalGroup, readonly ApiResource[]>> = {
  'cilium.io/v2': rows('cilium.io', 'v2', true, [
    ['ciliumclusterwidenetworkpolicies', 'CiliumClusterwideNetworkPolicy', 'cluster'],
    ['ciliumnetworkpolicies', 'CiliumNetworkPolicy'],
  ]),
  'projectcalico.org/v3': rows('projectcalico.org', 'v3', true, calico),
  'crd.projectcalico.org/v1': rows('crd.projectcalico.org', 'v1', true, calico),
  'policy.networking.k8s.io/v1alpha1': rows('policy.networking.k8s.io', 'v1alpha1', true, [
    ['adminnetworkpolicies', 'AdminNetworkPolicy', 'cluster'],
    ['baselineadminnetworkpolicies', 'BaselineAdminNetworkPolicy', 'cluster'],
  ]),
  'policy.networking.k8s.io/v1alpha2': rows('policy.networking.k8s.io', 'v1alpha2', true, [
    ['clusternetworkpolicies', 'ClusterNetworkPolicy', 'cluster'],
  ]),
  'networking.k8s.aws/v1alpha1': rows('networking.k8s.aws', 'v1alpha1', true, [
    ['applicationnetworkpolicies', 'ApplicationNetworkPolicy'],
    ['clusternetworkpolicies', 'ClusterNetworkPolicy', 'cluster'],
    ['policyendpoints', 'PolicyEndpoint'],
  ]),
  'kyverno.io/v1': rows('kyverno.io', 'v1', true, [
    ['clusterpolicies', 'ClusterPolicy', 'cluster'],
    ['policies', 'Policy'],
  ]),
  'policies.kyverno.io/v1': rows('policies.kyverno.io', 'v1', true, [
    ['imagevalidatingpolicies', 'ImageValidatingPolicy', 'cluster'],
    ['validatingpolicies', 'ValidatingPolicy', 'cluster'],
  ]),
  'policy.sigstore.dev/v1beta1': rows('policy.sigstore.dev', 'v1beta1', true, [
    ['clusterimagepolicies', 'ClusterImagePolicy', 'cluster'],
  ]),
  'templates.gatekeeper.sh/v1': rows('templates.gatekeeper.sh', 'v1', true, [
    ['constrainttemplates', 'ConstraintTemplate', 'cluster'],
  ]),
  'config.gatekeeper.sh/v1alpha1': rows('config.gatekeeper.sh', 'v1alpha1', true, [['configs', 'Config']]),
  'secrets-store.csi.x-k8s.io/v1': rows('secrets-store.csi.x-k8s.io', 'v1', true, [
    ['secretproviderclasses', 'SecretProviderClass'],
    ['secretproviderclasspodstatuses', 'SecretProviderClassPodStatus'],
  ]),
};

/**
 * The kinds that Gatekeeper serves for the templates of an estate.
 * Source: https://github.com/open-policy-agent/frameworks/blob/master/constraint/pkg/client/crds/crds.go
 */
export const constraintKinds = (objects: readonly JsonObject[]): readonly ApiResource[] =>
  rows(
    'constraints.gatekeeper.sh',
    'v1beta1',
    true,
    objects
      .filter((it) => textAt(it, 'kind') === 'ConstraintTemplate')
      .map((it) => textAt(it, 'spec', 'crd', 'spec', 'names', 'kind') ?? '')
      .map((kind) => [kind.toLowerCase(), kind, 'cluster']),
  );

function rows(group: string, version: string, custom: boolean, table: readonly Row[]): readonly ApiResource[] {
  return table.map(([plural, kind, scope]) => ({
    group,
    version,
    plural,
    kind,
    namespaced: scope === undefined,
    custom,
  }));
}
