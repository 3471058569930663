import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import { agent } from './admins.ts';
import { clusterBindingWith, clusterRoleWith } from './rbac.ts';

export const allow = (
  verbs: string[],
  resources: string[],
  apiGroups: string[] = [''],
  names?: string[],
): PolicyRule => ({
  verbs,
  resources,
  apiGroups,
  ...(names && { resourceNames: names }),
});

export const ops = (...rules: PolicyRule[]) => clusterRoleWith('ops', rules);
export const upstream = (name: string, ...rules: PolicyRule[]) =>
  clusterRoleWith(name, rules, { metadata: { labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } } });
export const toJo = clusterBindingWith('ops', ['User:jo'], { role: 'ops' });
export const toAgent = clusterBindingWith('ops', ['ServiceAccount:kube-system/agent'], { role: 'ops' });
export const ofKubernetes = agent('registry.k8s.io/agent:1');

export const jo = (...allowed: string[]) => `Wildcards allow ${allowed.join('; ')} to User:jo.`;
export const nobody = (...allowed: string[]) => `Wildcards allow ${allowed.join('; ')}, and nobody is seen to hold it.`;
export const bySystem = 'Only the system and exempt subjects hold it.';
export const byKubernetes = 'Kubernetes itself gives it its wildcards.';
export const reads = ['get', 'list', 'watch'];
export const garbage = 'system:controller:generic-garbage-collector';
export const collects = allow(['delete', 'get', 'list', 'patch', 'update', 'watch'], ['*'], ['*']);
