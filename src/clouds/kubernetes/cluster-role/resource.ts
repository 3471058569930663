import type { V1ClusterRole } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** A cluster role. Of an aggregated one the controller keeps the union of the rules in `rules`. */
export const clusterRole = defineType({
  name: 'k8s.cluster-role',
  scope: 'cluster',
  reads: ['list clusterroles.rbac.authorization.k8s.io', 'get clusterroles.rbac.authorization.k8s.io'],
  changedBy: changesOf('clusterroles.rbac.authorization.k8s.io'),
  config: wire<V1ClusterRole>(),
  keys: { name: ({ metadata }) => metadata?.name },
  volatile: ['metadata.resourceVersion'],
  home: clusterTargetOf,
});
