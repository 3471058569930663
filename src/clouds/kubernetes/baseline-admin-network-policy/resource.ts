import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { ClusterNetworkPolicy } from '../cluster-network-policy/resource.ts';

/** The baseline admin network policy: acts where no network policy isolates a pod. */
export const baselineAdminNetworkPolicy = defineType({
  name: 'k8s.baseline-admin-network-policy',
  scope: 'cluster',
  reads: ['list baselineadminnetworkpolicies.policy.networking.k8s.io'],
  changedBy: changesOf('baselineadminnetworkpolicies.policy.networking.k8s.io'),
  config: wire<ClusterNetworkPolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
