import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import k8sWebhookFailOpen from '#rules/kubernetes/admission/k8s-webhook-fail-open';
import crossPublicApiAnonymousRbac from '#rules/cross/cross-public-api-anonymous-rbac';
import k8sNamespaceNoNetworkPolicy from '#rules/kubernetes/network/k8s-namespace-no-network-policy';
import k8sNoDefaultDeny from '#rules/kubernetes/network/k8s-no-default-deny';
import k8sServiceExternalIps from '#rules/kubernetes/network/k8s-service-external-ips';
import k8sServiceNodeport from '#rules/kubernetes/network/k8s-service-nodeport';
import k8sServicePublicLoadbalancer from '#rules/kubernetes/network/k8s-service-public-loadbalancer';
import k8sRbacClusterAdminBinding from '#rules/kubernetes/rbac/k8s-rbac-cluster-admin-binding';
import k8sDefaultSaUsed from '#rules/kubernetes/service-account/k8s-default-sa-used';
import k8sPsaEnforceMissing from '#rules/kubernetes/workload/k8s-psa-enforce-missing';
import k8sRunAsRoot from '#rules/kubernetes/workload/k8s-run-as-root';
import type { JsonObject } from '../../sim/json.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { make, snapshotsOf } from '../../support/build.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import type { ContractCase } from '../prove.ts';
import { rbacCases } from './rbac-cases.ts';
import { balancing, claiming, exposing } from './services.ts';
import { kubernetesStand } from './stand.ts';
import { workloadCases } from './workload-cases.ts';

const rbac = 'rbac.authorization.k8s.io';
const user = (name: string): JsonObject => ({ apiGroup: rbac, kind: 'User', name });
const unauthenticated = { apiGroup: rbac, kind: 'Group', name: 'system:unauthenticated' };

const estate = (): KubernetesEstate => {
  const generated = generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 4, deployments: 2 });
  return { ...generated, objects: [...generated.objects, ...alone('team-0'), ...bound('team-0'), ...labelled] };
};

/** Default accounts that give their token, because they say so or say nothing. */
const giving: readonly JsonObject[] = [{}, { automountServiceAccountToken: true }].map((says, at) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace: `giving-${at}`, name: 'default' },
  ...says,
}));

/** Webhooks of an engine that fail open, and others that stay as they are. */
const failingOpen: readonly JsonObject[] = [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'gatekeeper-validating-webhook-configuration' },
    webhooks: ['mutations.example.com', 'validation.gatekeeper.sh', 'check-ignore-label.gatekeeper.sh'].map((name) => ({
      name,
      failurePolicy: name.startsWith('mutations') ? 'Fail' : 'Ignore',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      clientConfig: { service: { namespace: 'gatekeeper-system', name: 'gatekeeper-webhook-service' } },
      namespaceSelector: { matchExpressions: [{ key: 'system', operator: 'DoesNotExist' }] },
      rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['*'] }],
    })),
  },
  ...['team-0', 'kube-system', 'gatekeeper-system'].map((name, at) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, ...(at > 0 && { labels: { system: 'yes' } }) },
    status: { phase: 'Active' },
  })),
];

const standWith = (objects: readonly JsonObject[]) => {
  const generated = estate();
  return kubernetesStand({ ...generated, objects: [...generated.objects, ...objects] });
};

/** Workloads that nothing made and that come in no generated estate. */
const alone = (namespace: string): readonly JsonObject[] => {
  const labels = { app: 'alone' };
  const container = { name: 'web', image: 'registry.example.com/web:1', securityContext: { runAsUser: 0 } };
  const first = { name: 'prepare', image: 'registry.example.com/prepare:1', securityContext: { runAsNonRoot: false } };
  const template = { metadata: { labels }, spec: { initContainers: [first], containers: [container] } };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { namespace, name: 'alone' },
      spec: { replicas: 1, selector: { matchLabels: labels }, template },
    },
    {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: { namespace, name: 'old' },
      spec: { replicas: 1, selector: labels, template },
    },
  ];
};

/** Namespaces with labels of admission that are to go, and others that are to stay. */
const labelled: readonly JsonObject[] = [
  { 'pod-security.kubernetes.io/enforce': 'privileged', 'pod-security.kubernetes.io/warn': 'restricted' },
  { 'pod-security.kubernetes.io/enforce': 'baseline', 'pod-security.kubernetes.io/enforce-version': 'v1.25' },
].map((labels, at) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: `labelled-${at}`, labels: { team: 'a', ...labels } },
  status: { phase: 'Active' },
}));

/** Bindings of which some subjects are to stay. */
const bound = (namespace: string): readonly JsonObject[] => [
  {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { namespace, name: 'admins' },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [user('lee@example.com'), user('break-glass@example.com'), user('kim@example.com')],
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'admins' },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [user('break-glass@example.com'), user('lee@example.com')],
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { namespace, name: 'open' },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'view' },
    subjects: [unauthenticated],
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { namespace, name: 'half-open' },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'view' },
    subjects: [user('kim@example.com'), unauthenticated, user('lee@example.com')],
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'half-open' },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'view' },
    subjects: [unauthenticated, user('lee@example.com')],
  },
];

/** The cloud's side of the cluster: anybody reaches its API. */
const openEndpoint = snapshotsOf(
  [
    make(eksCluster, clusters.eks, {
      name: 'shop',
      status: 'ACTIVE',
      resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] },
    }),
  ],
  [eksCluster],
);

const ofBindings = [
  'k8s.cluster-role-binding-remove-subjects',
  'k8s.role-binding-remove-subjects',
  'k8s.cluster-role-binding-delete',
  'k8s.role-binding-delete',
  'k8s.create-cluster-role-binding',
  'k8s.create-role-binding',
];

export const kubernetesCases: readonly ContractCase[] = [
  ...workloadCases,
  ...rbacCases,
  {
    rule: k8sRunAsRoot,
    proves: [
      'k8s.patch-deployment-security',
      'k8s.patch-replica-set-security',
      'k8s.patch-stateful-set-security',
      'k8s.patch-daemon-set-security',
      'k8s.patch-replication-controller-security',
      'k8s.patch-cron-job-security',
    ],
    open: () => kubernetesStand(estate()),
  },
  {
    rule: k8sRbacClusterAdminBinding,
    proves: ofBindings,
    params: { exemptSubjects: ['User:break-glass@example.com'] },
    open: () => kubernetesStand(estate()),
  },
  {
    rule: crossPublicApiAnonymousRbac,
    proves: ofBindings,
    open: () => kubernetesStand(estate(), openEndpoint),
  },
  {
    rule: k8sNamespaceNoNetworkPolicy,
    proves: ['k8s.create-network-policy', 'k8s.delete-network-policy'],
    open: () => kubernetesStand(estate()),
  },
  {
    rule: k8sNoDefaultDeny,
    proves: ['k8s.create-network-policy', 'k8s.delete-network-policy'],
    open: () => kubernetesStand(estate()),
  },
  {
    rule: k8sPsaEnforceMissing,
    proves: ['k8s.label-namespace'],
    open: () => kubernetesStand(estate()),
  },
  {
    rule: k8sDefaultSaUsed,
    proves: ['k8s.set-token-automount'],
    open: () => standWith(giving),
  },
  {
    rule: k8sServiceExternalIps,
    proves: ['k8s.set-external-addresses'],
    params: { allowed: ['10.0.0.0/8'] },
    open: () => standWith(claiming),
  },
  {
    rule: k8sServiceNodeport,
    proves: ['k8s.set-service-exposure'],
    open: () => standWith(exposing),
  },
  {
    rule: k8sServicePublicLoadbalancer,
    proves: ['k8s.set-source-ranges'],
    params: { allowedSources: ['203.0.113.0/24'] },
    open: () => standWith(balancing),
  },
  {
    rule: k8sWebhookFailOpen,
    proves: ['k8s.set-failure-policy'],
    open: () => kubernetesStand({ gitVersion: 'v1.36.1', groups: [], objects: failingOpen }),
  },
];
