import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import { roleBinding } from '#clouds/kubernetes/role-binding/resource';
import { role } from '#clouds/kubernetes/role/resource';
import type { Draft } from '../build.ts';
import { object, type Place } from './objects.ts';

const group = 'rbac.authorization.k8s.io';

/** `ServiceAccount:shop/web`, `User:jo` or `Group:ops` as a binding spells it. */
const subjectOf = (text: string) => {
  const [, kind = '', namespace, name = ''] = /^([A-Za-z]+):(?:([^/]+)\/)?(.+)$/.exec(text) ?? [];
  return kind === 'ServiceAccount' ? { kind, name, namespace } : { kind, name, apiGroup: group };
};

/** A cluster role binding of a cluster role, cluster-admin when a test does not say. */
export const clusterBindingWith = (
  name: string,
  subjects: readonly string[],
  { role: named = 'cluster-admin', cluster }: { role?: string; cluster?: string | undefined } = {},
) =>
  object(
    clusterRoleBinding,
    { group, plural: 'clusterrolebindings' },
    name,
    { roleRef: { apiGroup: group, kind: 'ClusterRole', name: named }, subjects: subjects.map(subjectOf) },
    { cluster, namespace: null },
  );

/** A role binding in the namespace shop, of `ClusterRole/cluster-admin` when a test does not say. */
export const bindingWith = (
  name: string,
  subjects: readonly string[],
  { role: named = 'ClusterRole/cluster-admin', ...place }: Place & { role?: string } = {},
) => {
  const [kind = '', roleName = ''] = named.split('/');
  return object(
    roleBinding,
    { group, plural: 'rolebindings' },
    name,
    { roleRef: { apiGroup: group, kind, name: roleName }, subjects: subjects.map(subjectOf) },
    place,
  );
};

/** A cluster role. */
export const clusterRoleWith = (
  name: string,
  rules: readonly PolicyRule[],
  more: Draft<typeof clusterRole.config> = {},
  cluster?: string,
) => object(clusterRole, { group, plural: 'clusterroles' }, name, { rules, ...more }, { cluster, namespace: null });

/** A role in the namespace shop. */
export const roleWith = (name: string, rules: readonly PolicyRule[], place: Place = {}) =>
  object(role, { group, plural: 'roles' }, name, { rules }, place);

/** The rule that allows everything. */
export const everything: PolicyRule = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
