import type { V1RoleBinding } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { subjectKeys } from '../subject.ts';

/** A role binding: grants a role within one namespace. */
export const roleBinding = defineType({
  name: 'k8s.role-binding',
  scope: 'cluster',
  reads: ['list rolebindings.rbac.authorization.k8s.io', 'get rolebindings.rbac.authorization.k8s.io'],
  changedBy: changesOf('rolebindings.rbac.authorization.k8s.io'),
  config: wire<V1RoleBinding>(),
  keys: {
    namespace: ({ metadata }) => metadata?.namespace ?? 'default',
    role: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`,
    subject: (config) => subjectKeys(config, config.metadata?.namespace ?? 'default'),
  },
  volatile: ['metadata.resourceVersion'],
  home: clusterTargetOf,
  namespace: ({ metadata }) => metadata?.namespace ?? 'default',
});
