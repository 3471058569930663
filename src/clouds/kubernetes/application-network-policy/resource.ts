import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { NetworkPolicy } from '../network-policy/resource.ts';

/** An application network policy of EKS: works like a network policy, and knows domain names besides. */
export const applicationNetworkPolicy = defineType({
  name: 'k8s.application-network-policy',
  scope: 'cluster',
  reads: ['list applicationnetworkpolicies.networking.k8s.aws', 'get applicationnetworkpolicies.networking.k8s.aws'],
  changedBy: changesOf('applicationnetworkpolicies.networking.k8s.aws'),
  config: wire<NetworkPolicy>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
  namespace: ({ metadata }) => metadata?.namespace ?? 'default',
});
