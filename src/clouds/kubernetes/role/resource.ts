import type { V1Role } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** A role: rules within one namespace. */
export const role = defineType({
  name: 'k8s.role',
  scope: 'cluster',
  reads: ['list roles.rbac.authorization.k8s.io', 'get roles.rbac.authorization.k8s.io'],
  changedBy: changesOf('roles.rbac.authorization.k8s.io'),
  config: wire<V1Role>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion'],
  home: clusterTargetOf,
  namespace: ({ metadata }) => metadata?.namespace ?? 'default',
});
