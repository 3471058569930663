import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { ClusterNetworkPolicy } from '../cluster-network-policy/resource.ts';

/** A cluster network policy of EKS. */
export const eksClusterNetworkPolicy = defineType({
  name: 'k8s.eks-cluster-network-policy',
  scope: 'cluster',
  reads: ['list clusternetworkpolicies.networking.k8s.aws'],
  changedBy: changesOf('clusternetworkpolicies.networking.k8s.aws'),
  config: wire<ClusterNetworkPolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
