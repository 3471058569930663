import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { CiliumPolicy } from '../cilium-network-policy/resource.ts';

/** A Cilium policy that applies in all namespaces. */
export const ciliumClusterwideNetworkPolicy = defineType({
  name: 'k8s.cilium-clusterwide-network-policy',
  scope: 'cluster',
  reads: ['list ciliumclusterwidenetworkpolicies.cilium.io', 'get ciliumclusterwidenetworkpolicies.cilium.io'],
  changedBy: changesOf('ciliumclusterwidenetworkpolicies.cilium.io'),
  config: wire<CiliumPolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
