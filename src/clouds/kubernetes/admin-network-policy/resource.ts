import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { ClusterNetworkPolicy } from '../cluster-network-policy/resource.ts';

/** An admin network policy, the older form of a cluster network policy. */
export const adminNetworkPolicy = defineType({
  name: 'k8s.admin-network-policy',
  scope: 'cluster',
  reads: ['list adminnetworkpolicies.policy.networking.k8s.io'],
  changedBy: changesOf('adminnetworkpolicies.policy.networking.k8s.io'),
  config: wire<ClusterNetworkPolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
