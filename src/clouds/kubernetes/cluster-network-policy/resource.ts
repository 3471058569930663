import type { V1ObjectMeta } from '@kubernetes/client-node';
import { defineType, wire, type Wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { LabelSelector } from '../label-selector.ts';

/**
 * A policy of the network policy API's cluster-wide kinds: ordered rules that allow (`Allow`, later `Accept`), deny
 * or pass on. Only the newest kind has a tier; of the older ones each kind is a tier of its own.
 */
export interface ClusterNetworkPolicy {
  readonly metadata?: Wire<V1ObjectMeta>;
  readonly spec?: {
    readonly tier?: string;
    readonly subject?: {
      readonly namespaces?: LabelSelector | null;
      readonly pods?: {
        readonly namespaceSelector?: LabelSelector | null;
        readonly podSelector?: LabelSelector | null;
      } | null;
    };
    readonly ingress?: readonly TieredRule[] | null;
    readonly egress?: readonly TieredRule[] | null;
  };
}

/** One ordered rule. What older versions call its ports the newest calls its protocols. */
export interface TieredRule {
  readonly action?: string;
  readonly from?: readonly TieredPeer[] | null;
  readonly to?: readonly TieredPeer[] | null;
  readonly ports?: readonly object[] | null;
  readonly protocols?: readonly object[] | null;
}

/** One other side of a connection; networks are of egress rules only. */
export interface TieredPeer {
  readonly namespaces?: LabelSelector | null;
  readonly pods?: {
    readonly namespaceSelector?: LabelSelector | null;
    readonly podSelector?: LabelSelector | null;
  } | null;
  readonly networks?: readonly string[] | null;
}

/** A cluster network policy. */
export const clusterNetworkPolicy = defineType({
  name: 'k8s.cluster-network-policy',
  scope: 'cluster',
  reads: ['list clusternetworkpolicies.policy.networking.k8s.io'],
  changedBy: changesOf('clusternetworkpolicies.policy.networking.k8s.io'),
  config: wire<ClusterNetworkPolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
