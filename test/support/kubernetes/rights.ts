import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import { bindingWith, clusterBindingWith, clusterRoleWith, roleWith } from './rbac.ts';

/** A binding of the cluster role `ops`. */
export const everywhere = (...subjects: readonly string[]) => clusterBindingWith('ops', subjects, { role: 'ops' });
/** A binding of the role `ops` in a namespace. */
export const within = (namespace: string, ...subjects: readonly string[]) =>
  bindingWith('ops', subjects, { role: 'Role/ops', namespace });
export const asClusterRole = (...rules: readonly PolicyRule[]) => clusterRoleWith('ops', rules);
export const asRole = (namespace: string, ...rules: readonly PolicyRule[]) => roleWith('ops', rules, { namespace });

export const may = (does: string, who = 'User:jo') => `${who} may ${does} in the cluster by ClusterRole/ops.`;
export const mayWithin = (namespace: string, does: string, who = 'User:jo') =>
  `${who} may ${does} in the namespace ${namespace} by Role/ops.`;

export const nobodyElse = 'Its subjects are exempt, the system, or everybody.';
