import type { JsonObject } from '../json.ts';
import type { Seeded } from '../seeded.ts';

export type Provider = 'eks' | 'aks' | 'gke';

const rbac = 'rbac.authorization.k8s.io';
const bootstrap = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const everything = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

/** Roles and bindings that every cluster and each provider bring along. */
export function builtInRbac(provider: Provider): readonly JsonObject[] {
  const discovery = [
    '/api',
    '/api/*',
    '/apis',
    '/apis/*',
    '/healthz',
    '/livez',
    '/openapi',
    '/openapi/*',
    '/readyz',
    '/version',
    '/version/',
  ];
  const publicInfo = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
  return [
    clusterRole('cluster-admin', [everything, { nonResourceURLs: ['*'], verbs: ['*'] }], bootstrap),
    clusterRole(
      'view',
      [{ apiGroups: [''], resources: ['pods', 'services', 'configmaps'], verbs: ['get', 'list', 'watch'] }],
      bootstrap,
    ),
    clusterRole(
      'edit',
      [{ apiGroups: ['', 'apps'], resources: ['pods', 'deployments', 'secrets'], verbs: ['get', 'list', 'update'] }],
      bootstrap,
    ),
    clusterRole('system:discovery', [{ nonResourceURLs: discovery, verbs: ['get'] }], bootstrap),
    clusterRole('system:public-info-viewer', [{ nonResourceURLs: publicInfo, verbs: ['get'] }], bootstrap),
    clusterBinding('cluster-admin', 'cluster-admin', [group('system:masters')], bootstrap),
    clusterBinding('system:discovery', 'system:discovery', [group('system:authenticated')], bootstrap),
    clusterBinding(
      'system:public-info-viewer',
      'system:public-info-viewer',
      [group('system:authenticated'), group('system:unauthenticated')],
      bootstrap,
    ),
    ...ofProvider[provider],
  ];
}

const ofProvider: Readonly<Record<Provider, readonly JsonObject[]>> = {
  eks: [clusterBinding('eks:addon-cluster-admin', 'cluster-admin', [user('eks:addon-manager')])],
  aks: [
    clusterBinding('aks-cluster-admin-binding', 'cluster-admin', [user('clusterAdmin'), user('clusterUser')], {
      'addonmanager.kubernetes.io/mode': 'Reconcile',
    }),
  ],
  gke: [
    clusterBinding('storage-version-migration-migrator-v2', 'cluster-admin', [user('system:storageversionmigrator')], {
      'addonmanager.kubernetes.io/mode': 'Reconcile',
    }),
  ],
};

/** What people added for the whole cluster, good and bad. */
export function clusterRbac(random: Seeded): readonly JsonObject[] {
  return [
    clusterBinding('ops-admins', 'cluster-admin', [group(`ops-${random.hex(4)}`), user('maria@example.com')]),
    clusterBinding('ci-admin', 'cluster-admin', [account('team-0', 'app')]),
    clusterRole('pod-lister', [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }]),
    clusterBinding('open-pods', 'pod-lister', [group('system:unauthenticated'), user('system:anonymous')]),
    clusterBinding('readers', 'view', [group('developers')]),
    clusterRole('looks-like-admin', [everything]),
    clusterBinding('eks:looks-built-in', 'looks-like-admin', [user('stranger@example.com')]),
    clusterBinding('to-nothing', 'no-such-role', [user('ghost@example.com')]),
  ];
}

/** A role and bindings in one namespace; every fourth gives cluster-admin inside it. */
export function namespaceRbac(namespace: string, turn: number): readonly JsonObject[] {
  const metadata = { namespace, name: 'deployer' };
  const rules = [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'patch'] }];
  return [
    { apiVersion: `${rbac}/v1`, kind: 'Role', metadata, rules },
    binding(namespace, 'deployer', { kind: 'Role', name: 'deployer' }, [account(namespace, 'app')]),
    ...(turn % 4 === 1
      ? [binding(namespace, 'local-admin', { kind: 'ClusterRole', name: 'cluster-admin' }, [account(namespace, 'app')])]
      : []),
  ];
}

function clusterRole(name: string, rules: readonly JsonObject[], labels: JsonObject = {}): JsonObject {
  return { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name, labels }, rules };
}

function clusterBinding(
  name: string,
  role: string,
  subjects: readonly JsonObject[],
  labels: JsonObject = {},
): JsonObject {
  const roleRef = { apiGroup: rbac, kind: 'ClusterRole', name: role };
  return { apiVersion: `${rbac}/v1`, kind: 'ClusterRoleBinding', metadata: { name, labels }, roleRef, subjects };
}

function binding(namespace: string, name: string, role: JsonObject, subjects: readonly JsonObject[]): JsonObject {
  const roleRef = { apiGroup: rbac, ...role };
  return { apiVersion: `${rbac}/v1`, kind: 'RoleBinding', metadata: { namespace, name }, roleRef, subjects };
}

function user(name: string): JsonObject {
  return { apiGroup: rbac, kind: 'User', name };
}

function group(name: string): JsonObject {
  return { apiGroup: rbac, kind: 'Group', name };
}

function account(namespace: string, name: string): JsonObject {
  return { kind: 'ServiceAccount', namespace, name };
}
