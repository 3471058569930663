import { textAt, type JsonObject } from '../../sim/json.ts';
import type { KubernetesEstate, OptionalGroup } from '../../sim/kubernetes/estate.ts';
import { pages } from './aws-oracle.ts';
import type { Expected } from './other-oracles.ts';

type TypesByKind = Readonly<Record<string, string>>;

/** Kinds that every cluster serves and rules need, by their groups, with the types that an inventory holds them as. */
const builtIn: Readonly<Record<string, TypesByKind>> = {
  v1: {
    LimitRange: 'k8s.limit-range',
    Namespace: 'k8s.namespace',
    Node: 'k8s.node',
    PersistentVolume: 'k8s.persistent-volume',
    Pod: 'k8s.pod',
    ReplicationController: 'k8s.replication-controller',
    ResourceQuota: 'k8s.resource-quota',
    ServiceAccount: 'k8s.service-account',
    Service: 'k8s.service',
  },
  'apps/v1': {
    DaemonSet: 'k8s.daemon-set',
    Deployment: 'k8s.deployment',
    ReplicaSet: 'k8s.replica-set',
    StatefulSet: 'k8s.stateful-set',
  },
  'batch/v1': { CronJob: 'k8s.cron-job', Job: 'k8s.job' },
  'networking.k8s.io/v1': {
    Ingress: 'k8s.ingress',
    IngressClass: 'k8s.ingress-class',
    NetworkPolicy: 'k8s.network-policy',
  },
  'rbac.authorization.k8s.io/v1': {
    ClusterRole: 'k8s.cluster-role',
    ClusterRoleBinding: 'k8s.cluster-role-binding',
    Role: 'k8s.role',
    RoleBinding: 'k8s.role-binding',
  },
  'storage.k8s.io/v1': { StorageClass: 'k8s.storage-class' },
  'admissionregistration.k8s.io/v1': {
    ValidatingAdmissionPolicy: 'k8s.validating-admission-policy',
    ValidatingAdmissionPolicyBinding: 'k8s.validating-admission-policy-binding',
    MutatingWebhookConfiguration: 'k8s.mutating-webhook-configuration',
    ValidatingWebhookConfiguration: 'k8s.validating-webhook-configuration',
  },
};

const calico = { GlobalNetworkPolicy: 'k8s.calico-global-network-policy', NetworkPolicy: 'k8s.calico-network-policy' };

/** Kinds that cost a page where their group was installed. */
const installed: Readonly<Record<OptionalGroup, TypesByKind>> = {
  'cilium.io/v2': {
    CiliumClusterwideNetworkPolicy: 'k8s.cilium-clusterwide-network-policy',
    CiliumNetworkPolicy: 'k8s.cilium-network-policy',
  },
  'crd.projectcalico.org/v1': calico,
  'projectcalico.org/v3': calico,
  'policy.networking.k8s.io/v1alpha1': {
    AdminNetworkPolicy: 'k8s.admin-network-policy',
    BaselineAdminNetworkPolicy: 'k8s.baseline-admin-network-policy',
  },
  'policy.networking.k8s.io/v1alpha2': { ClusterNetworkPolicy: 'k8s.cluster-network-policy' },
  'networking.k8s.aws/v1alpha1': {
    ApplicationNetworkPolicy: 'k8s.application-network-policy',
    ClusterNetworkPolicy: 'k8s.eks-cluster-network-policy',
  },
  'kyverno.io/v1': { ClusterPolicy: 'k8s.kyverno-cluster-policy', Policy: 'k8s.kyverno-policy' },
  'policies.kyverno.io/v1': {
    ImageValidatingPolicy: 'k8s.kyverno-image-validating-policy',
    ValidatingPolicy: 'k8s.kyverno-validating-policy',
  },
  'policy.sigstore.dev/v1beta1': { ClusterImagePolicy: 'k8s.sigstore-image-policy' },
  'templates.gatekeeper.sh/v1': {},
  'config.gatekeeper.sh/v1alpha1': { Config: 'k8s.gatekeeper-config' },
  'secrets-store.csi.x-k8s.io/v1': {},
};

/**
 * Pages of 500 per kind, the version, the groups, and one question to each installed group, and to the one of admission
 * policies, which older versions lack, what it serves. Gatekeeper serves a kind of constraint for each template; the templates
 * themselves are not read.
 */
export function kubernetesOracle({ objects, groups, gitVersion }: KubernetesEstate): Expected {
  const counts = Map.groupBy(objects, (it) => `${textAt(it, 'apiVersion') ?? ''} ${textAt(it, 'kind') ?? ''}`);
  const served = [...Object.entries(builtIn), ...groups.map((group) => [group, installed[group]] as const)];
  const lists = served.flatMap(([apiVersion, kinds]) =>
    Object.entries(kinds).map(([kind, type]) => ({ type, count: counts.get(`${apiVersion} ${kind}`)?.length ?? 0 })),
  );
  const inventory = new Map([
    ['k8s.api', 1],
    ['k8s.vpc-cni-config', objects.filter(isVpcCniConfig).length],
  ]);
  const constraints = objects.filter(isTemplate).map((it) => {
    const kind = textAt(it, 'spec', 'crd', 'spec', 'names', 'kind') ?? '';
    const count = counts.get(`constraints.gatekeeper.sh/v1beta1 ${kind}`)?.length ?? 0;
    return { type: 'k8s.gatekeeper-constraint', count };
  });
  for (const { type, count } of [...lists, ...constraints]) inventory.set(type, (inventory.get(type) ?? 0) + count);
  // What is asked for by its name: the ConfigMap of the VPC CNI.
  const named = gitVersion.includes('-eks-') ? 1 : 0;
  const listed = [...lists, ...constraints].reduce((total, { count }) => total + pages(count, 500), 0);
  const asked = groups.filter((group) => Object.keys(installed[group]).length > 0).length;
  return { calls: 3 + named + asked + Math.min(constraints.length, 1) + listed, inventory };
}

const isTemplate = (object: JsonObject): boolean => textAt(object, 'kind') === 'ConstraintTemplate';

const isVpcCniConfig = (object: JsonObject): boolean =>
  textAt(object, 'kind') === 'ConfigMap' &&
  textAt(object, 'metadata', 'namespace') === 'kube-system' &&
  textAt(object, 'metadata', 'name') === 'amazon-vpc-cni';
