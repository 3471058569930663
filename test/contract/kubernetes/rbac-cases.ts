import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import type { AnyRule } from '#engine/any-rule';
import anonymousBinding from '#rules/kubernetes/rbac/k8s-rbac-anonymous-binding';
import authenticatedBinding from '#rules/kubernetes/rbac/k8s-rbac-authenticated-binding';
import awsAuthWrite from '#rules/kubernetes/rbac/k8s-rbac-aws-auth-write';
import clusterWideEdit from '#rules/kubernetes/rbac/k8s-rbac-cluster-wide-edit';
import coreDnsWrite from '#rules/kubernetes/rbac/k8s-rbac-coredns-write';
import csrApprove from '#rules/kubernetes/rbac/k8s-rbac-csr-approve';
import deleteEvents from '#rules/kubernetes/rbac/k8s-rbac-delete-logs-events';
import escalate from '#rules/kubernetes/rbac/k8s-rbac-escalate-bind-impersonate';
import mastersGroup from '#rules/kubernetes/rbac/k8s-rbac-masters-group';
import nodeProxy from '#rules/kubernetes/rbac/k8s-rbac-node-proxy';
import podCreate from '#rules/kubernetes/rbac/k8s-rbac-pod-create';
import podExec from '#rules/kubernetes/rbac/k8s-rbac-pod-exec';
import pvCreate from '#rules/kubernetes/rbac/k8s-rbac-pv-create';
import roleBindingWrite from '#rules/kubernetes/rbac/k8s-rbac-rolebinding-write';
import secretsRead from '#rules/kubernetes/rbac/k8s-rbac-secrets-read';
import staleSubject from '#rules/kubernetes/rbac/k8s-rbac-stale-subject';
import tokenCreate from '#rules/kubernetes/rbac/k8s-rbac-token-create';
import webhookWrite from '#rules/kubernetes/rbac/k8s-rbac-webhook-write';
import type { JsonObject } from '../../sim/json.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { make, snapshotsOf } from '../../support/build.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import type { ContractCase } from '../prove.ts';
import { kubernetesStand } from './stand.ts';

const group = 'rbac.authorization.k8s.io';
const namespace = 'kube-system';
const named = (kind: 'User' | 'Group', name: string): JsonObject => ({ apiGroup: group, kind, name });
const lee = named('User', 'lee@example.com');
const kim = named('User', 'kim@example.com');
const breakGlass = named('User', 'break-glass@example.com');

const allow = (apiGroup: string, resources: readonly string[], verbs: readonly string[]): PolicyRule => ({
  apiGroups: [apiGroup],
  resources: [...resources],
  verbs: [...verbs],
});

const ofClusterBindings = [
  'k8s.cluster-role-binding-remove-subjects',
  'k8s.cluster-role-binding-delete',
  'k8s.create-cluster-role-binding',
];
const ofBindings = [
  ...ofClusterBindings,
  'k8s.role-binding-remove-subjects',
  'k8s.role-binding-delete',
  'k8s.create-role-binding',
];

const certificates = 'certificates.k8s.io';

/** What a role allows that each rule finds in bindings of it. */
const rights: readonly (readonly [rule: AnyRule, allowed: readonly PolicyRule[], proves: readonly string[]])[] = [
  [awsAuthWrite, [allow('', ['configmaps'], ['update'])], ofBindings],
  [coreDnsWrite, [allow('', ['configmaps'], ['update'])], ofBindings],
  [deleteEvents, [allow('', ['events'], ['deletecollection'])], ofBindings],
  [
    csrApprove,
    [
      allow(certificates, ['certificatesigningrequests/approval'], ['update']),
      allow(certificates, ['signers'], ['approve']),
    ],
    ofClusterBindings,
  ],
  [escalate, [allow(group, ['clusterroles', 'roles'], ['bind', 'escalate'])], ofBindings],
  [nodeProxy, [allow('', ['nodes/proxy'], ['get'])], ofClusterBindings],
  [podCreate, [allow('', ['pods'], ['create'])], ofBindings],
  [podExec, [allow('', ['pods/exec'], ['create'])], ofBindings],
  [pvCreate, [allow('', ['persistentvolumes'], ['create'])], ofClusterBindings],
  [roleBindingWrite, [allow(group, ['rolebindings'], ['create'])], ofBindings],
  [secretsRead, [allow('', ['secrets'], ['list'])], ofBindings],
  [tokenCreate, [allow('', ['serviceaccounts/token'], ['create'])], ofBindings],
  [
    webhookWrite,
    [allow('admissionregistration.k8s.io', ['mutatingwebhookconfigurations'], ['patch'])],
    ofClusterBindings,
  ],
];

/** Whom each rule finds in bindings of a role that comes with every cluster. */
const found: readonly (readonly [rule: AnyRule, role: string, subject: JsonObject])[] = [
  [anonymousBinding, 'view', named('Group', 'system:unauthenticated')],
  [authenticatedBinding, 'view', named('Group', 'system:authenticated')],
  [clusterWideEdit, 'edit', lee],
  [mastersGroup, 'view', named('Group', 'system:masters')],
  [staleSubject, 'view', { kind: 'ServiceAccount', namespace: 'team-0', name: 'gone' }],
];

/** Bindings of both kinds: all subjects of one are to go, and of the other all but some. */
function bindingsOf(role: string, bad: JsonObject, others: readonly JsonObject[]): readonly JsonObject[] {
  const roleRef = { apiGroup: group, kind: 'ClusterRole', name: role };
  const subjects = { whole: [bad], part: [...others.slice(0, 1), bad, ...others.slice(1)] };
  return Object.entries(subjects).flatMap(([name, of]) => [
    { apiVersion: `${group}/v1`, kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects: of },
    { apiVersion: `${group}/v1`, kind: 'RoleBinding', metadata: { namespace, name }, roleRef, subjects: of },
  ]);
}

/** The cloud's side of the cluster: it reads the ConfigMap aws-auth. */
const mapped = snapshotsOf(
  [make(eksCluster, clusters.eks, { status: 'ACTIVE', accessConfig: { authenticationMode: 'API_AND_CONFIG_MAP' } })],
  [eksCluster],
);

const standWith = (objects: readonly JsonObject[]) => {
  const estate = generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 2, deployments: 1 });
  return kubernetesStand({ ...estate, objects: [...estate.objects, ...objects] }, mapped);
};

const clusterRole = (rules: readonly PolicyRule[]): JsonObject => ({
  apiVersion: `${group}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'tested' },
  rules: rules.map(({ apiGroups = [], resources = [], verbs }) => ({ apiGroups, resources, verbs })),
});

/** Bindings lose the subjects that rules find in them. */
export const rbacCases: readonly ContractCase[] = [
  ...rights.map(([rule, allowed, proves]) => ({
    rule,
    proves,
    params: { exemptSubjects: ['User:break-glass@example.com'] },
    open: () => standWith([clusterRole(allowed), ...bindingsOf('tested', lee, [breakGlass])]),
  })),
  ...found.map(([rule, role, subject]) => ({
    rule,
    proves: ofBindings,
    params: { exemptSubjects: ['User:kim@example.com', 'User:break-glass@example.com'] },
    open: () => standWith(bindingsOf(role, subject, [kim, breakGlass])),
  })),
];
