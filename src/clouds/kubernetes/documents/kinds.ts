import type { Type } from '#model';
import { adminNetworkPolicy } from '../admin-network-policy/resource.ts';
import { applicationNetworkPolicy } from '../application-network-policy/resource.ts';
import { baselineAdminNetworkPolicy } from '../baseline-admin-network-policy/resource.ts';
import { calicoGlobalNetworkPolicy } from '../calico-global-network-policy/resource.ts';
import { calicoNetworkPolicy } from '../calico-network-policy/resource.ts';
import { ciliumClusterwideNetworkPolicy } from '../cilium-clusterwide-network-policy/resource.ts';
import { ciliumNetworkPolicy } from '../cilium-network-policy/resource.ts';
import { clusterNetworkPolicy } from '../cluster-network-policy/resource.ts';
import { clusterRole } from '../cluster-role/resource.ts';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { cronJob } from '../cron-job/resource.ts';
import { daemonSet } from '../daemon-set/resource.ts';
import { deployment } from '../deployment/resource.ts';
import { eksClusterNetworkPolicy } from '../eks-cluster-network-policy/resource.ts';
import { gatekeeperConfig } from '../gatekeeper-config/resource.ts';
import { constraintGroup } from '../gatekeeper-constraint/group.ts';
import { gatekeeperConstraint } from '../gatekeeper-constraint/resource.ts';
import { ingressClass } from '../ingress-class/resource.ts';
import { ingress } from '../ingress/resource.ts';
import { job } from '../job/resource.ts';
import { kyvernoClusterPolicy } from '../kyverno-cluster-policy/resource.ts';
import { kyvernoImageValidatingPolicy } from '../kyverno-image-validating-policy/resource.ts';
import { kyvernoPolicy } from '../kyverno-policy/resource.ts';
import { kyvernoValidatingPolicy } from '../kyverno-validating-policy/resource.ts';
import { limitRange } from '../limit-range/resource.ts';
import { mutatingWebhookConfiguration } from '../mutating-webhook-configuration/resource.ts';
import { namespace } from '../namespace/resource.ts';
import { networkPolicy } from '../network-policy/resource.ts';
import { node } from '../node/resource.ts';
import { persistentVolume } from '../persistent-volume/resource.ts';
import { pod } from '../pod/resource.ts';
import { replicaSet } from '../replica-set/resource.ts';
import { replicationController } from '../replication-controller/resource.ts';
import { resourceQuota } from '../resource-quota/resource.ts';
import { role } from '../role/resource.ts';
import { roleBinding } from '../role-binding/resource.ts';
import { serviceAccount } from '../service-account/resource.ts';
import { service } from '../service/resource.ts';
import { sigstoreImagePolicy } from '../sigstore-image-policy/resource.ts';
import { statefulSet } from '../stateful-set/resource.ts';
import { storageClass } from '../storage-class/resource.ts';
import { validatingAdmissionPolicyBinding } from '../validating-admission-policy-binding/resource.ts';
import { validatingAdmissionPolicy } from '../validating-admission-policy/resource.ts';
import { validatingWebhookConfiguration } from '../validating-webhook-configuration/resource.ts';
import { toldToCni, vpcCniConfig } from '../vpc-cni-config/resource.ts';

/** A kind of object that some rule needs. */
export interface Kind {
  readonly type: Type;
  readonly kind: string;
  readonly plural: string;
  /** The API groups that serve it now or did. The empty one is also what a manifest with a wrong `apiVersion: v1` says. */
  readonly groups: readonly string[];
  readonly namespaced: boolean;
  /** The version in which objects of the kind are written; any where this is absent. */
  readonly version?: string;
  /** The one object of the kind that is needed; all of them where this is absent. */
  readonly only?: { readonly namespace: string; readonly name: string };
  /** The entries of its `data` that rules read; the others are never kept. */
  readonly data?: readonly string[];
  /** Where the specification of its pods is. */
  readonly podSpec?: readonly string[];
}

const rbac = 'rbac.authorization.k8s.io';
const policy = 'policy.networking.k8s.io';
const admission = 'admissionregistration.k8s.io';
const template = ['spec', 'template', 'spec'];

/** Every kind of object that is judged. */
export const kinds: readonly Kind[] = [
  { type: pod, kind: 'Pod', plural: 'pods', groups: [''], namespaced: true, podSpec: ['spec'] },
  workload(deployment, 'Deployment', 'deployments', ['apps', 'extensions', '']),
  workload(replicaSet, 'ReplicaSet', 'replicasets', ['apps', 'extensions', '']),
  workload(statefulSet, 'StatefulSet', 'statefulsets', ['apps', '']),
  workload(daemonSet, 'DaemonSet', 'daemonsets', ['apps', 'extensions', '']),
  workload(job, 'Job', 'jobs', ['batch', '']),
  {
    type: cronJob,
    kind: 'CronJob',
    plural: 'cronjobs',
    groups: ['batch', ''],
    namespaced: true,
    podSpec: ['spec', 'jobTemplate', ...template],
  },
  workload(replicationController, 'ReplicationController', 'replicationcontrollers', ['']),
  namespaced(serviceAccount, 'ServiceAccount', 'serviceaccounts', ['']),
  namespaced(limitRange, 'LimitRange', 'limitranges', ['']),
  namespaced(resourceQuota, 'ResourceQuota', 'resourcequotas', ['']),
  namespaced(service, 'Service', 'services', ['']),
  namespaced(ingress, 'Ingress', 'ingresses', ['networking.k8s.io', 'extensions']),
  clusterWide(ingressClass, 'IngressClass', 'ingressclasses', ['networking.k8s.io']),
  {
    ...namespaced(vpcCniConfig, 'ConfigMap', 'configmaps', ['']),
    only: { namespace: 'kube-system', name: 'amazon-vpc-cni' },
    data: toldToCni,
  },
  namespaced(role, 'Role', 'roles', [rbac, '']),
  namespaced(roleBinding, 'RoleBinding', 'rolebindings', [rbac, '']),
  namespaced(networkPolicy, 'NetworkPolicy', 'networkpolicies', ['networking.k8s.io', 'extensions']),
  namespaced(calicoNetworkPolicy, 'NetworkPolicy', 'networkpolicies', ['projectcalico.org', 'crd.projectcalico.org']),
  namespaced(ciliumNetworkPolicy, 'CiliumNetworkPolicy', 'ciliumnetworkpolicies', ['cilium.io']),
  namespaced(applicationNetworkPolicy, 'ApplicationNetworkPolicy', 'applicationnetworkpolicies', [
    'networking.k8s.aws',
  ]),
  clusterWide(namespace, 'Namespace', 'namespaces', ['']),
  clusterWide(node, 'Node', 'nodes', ['']),
  clusterWide(clusterRole, 'ClusterRole', 'clusterroles', [rbac, '']),
  clusterWide(clusterRoleBinding, 'ClusterRoleBinding', 'clusterrolebindings', [rbac, '']),
  clusterWide(calicoGlobalNetworkPolicy, 'GlobalNetworkPolicy', 'globalnetworkpolicies', [
    'projectcalico.org',
    'crd.projectcalico.org',
  ]),
  clusterWide(ciliumClusterwideNetworkPolicy, 'CiliumClusterwideNetworkPolicy', 'ciliumclusterwidenetworkpolicies', [
    'cilium.io',
  ]),
  clusterWide(adminNetworkPolicy, 'AdminNetworkPolicy', 'adminnetworkpolicies', [policy]),
  clusterWide(baselineAdminNetworkPolicy, 'BaselineAdminNetworkPolicy', 'baselineadminnetworkpolicies', [policy]),
  clusterWide(clusterNetworkPolicy, 'ClusterNetworkPolicy', 'clusternetworkpolicies', [policy]),
  clusterWide(validatingAdmissionPolicy, 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', [admission]),
  clusterWide(
    validatingAdmissionPolicyBinding,
    'ValidatingAdmissionPolicyBinding',
    'validatingadmissionpolicybindings',
    [admission],
  ),
  clusterWide(validatingWebhookConfiguration, 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', [
    admission,
  ]),
  clusterWide(mutatingWebhookConfiguration, 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', [
    admission,
  ]),
  clusterWide(storageClass, 'StorageClass', 'storageclasses', ['storage.k8s.io']),
  clusterWide(persistentVolume, 'PersistentVolume', 'persistentvolumes', ['']),
  clusterWide(kyvernoClusterPolicy, 'ClusterPolicy', 'clusterpolicies', ['kyverno.io']),
  namespaced(kyvernoPolicy, 'Policy', 'policies', ['kyverno.io']),
  clusterWide(kyvernoValidatingPolicy, 'ValidatingPolicy', 'validatingpolicies', ['policies.kyverno.io']),
  clusterWide(kyvernoImageValidatingPolicy, 'ImageValidatingPolicy', 'imagevalidatingpolicies', [
    'policies.kyverno.io',
  ]),
  clusterWide(sigstoreImagePolicy, 'ClusterImagePolicy', 'clusterimagepolicies', ['policy.sigstore.dev']),
  namespaced(gatekeeperConfig, 'Config', 'configs', ['config.gatekeeper.sh']),
  clusterWide(eksClusterNetworkPolicy, 'ClusterNetworkPolicy', 'clusternetworkpolicies', ['networking.k8s.aws']),
];

/** The kind of an object by its API group and its name. */
export const kindOf = (group: string, kind: string): Kind | undefined =>
  kinds.find((it) => it.kind === kind && it.groups.includes(group)) ?? constraintKind(group, kind, kind.toLowerCase());

/** The kind that a list such as `DeploymentList` without an `apiVersion` holds. */
export const kindOfList = (list: string, group: string | undefined): Kind | undefined => {
  const kind = list.replace(/List$/, '');
  return group === undefined ? kinds.find((it) => it.kind === kind) : kindOf(group, kind);
};

/** The kind that a path of the API lists. */
export const kindOfPath = (group: string, plural: string): Kind | undefined =>
  kinds.find((it) => it.plural === plural && it.groups.includes(group)) ?? constraintKind(group, plural, plural);

/** Every type that Kubernetes documents hold. */
export const kubernetesTypes: readonly Type[] = [...kinds.map(({ type }) => type), gatekeeperConstraint];

/**
 * Whatever stands in the group of constraints is one. Another engine, Google's Config Validator, writes those of its own in an
 * older version of the group.
 */
function constraintKind(group: string, kind: string, plural: string): Kind | undefined {
  const { name, version } = constraintGroup;
  return group === name ? { ...clusterWide(gatekeeperConstraint, kind, plural, [group]), version } : undefined;
}

function namespaced(type: Type, kind: string, plural: string, groups: readonly string[]): Kind {
  return { type, kind, plural, groups, namespaced: true };
}

function clusterWide(type: Type, kind: string, plural: string, groups: readonly string[]): Kind {
  return { type, kind, plural, groups, namespaced: false };
}

function workload(type: Type, kind: string, plural: string, groups: readonly string[]): Kind {
  return { type, kind, plural, groups, namespaced: true, podSpec: template };
}
