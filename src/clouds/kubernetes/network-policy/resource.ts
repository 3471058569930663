import type { V1IPBlock, V1NetworkPolicyPort, V1ObjectMeta } from '@kubernetes/client-node';
import { defineType, wire, type Wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { LabelSelector } from '../label-selector.ts';

/** A network policy in raw JSON: the client library renames `from`. */
export interface NetworkPolicy {
  readonly metadata?: Wire<V1ObjectMeta>;
  readonly spec?: {
    readonly podSelector?: LabelSelector | null;
    readonly policyTypes?: readonly string[] | null;
    readonly ingress?: readonly IngressRule[] | null;
    readonly egress?: readonly EgressRule[] | null;
  };
}

/** What may come in: any peer where `from` is missing or empty, any port where `ports` is. */
export interface IngressRule {
  readonly from?: readonly Peer[] | null;
  readonly ports?: readonly Wire<V1NetworkPolicyPort>[] | null;
}

/** What may go out. */
export interface EgressRule {
  readonly to?: readonly Peer[] | null;
  readonly ports?: readonly Wire<V1NetworkPolicyPort>[] | null;
}

/** One other side of a connection. */
export interface Peer {
  readonly podSelector?: LabelSelector | null;
  readonly namespaceSelector?: LabelSelector | null;
  readonly ipBlock?: Wire<V1IPBlock> | null;
}

/** A network policy of Kubernetes itself. */
export const networkPolicy = defineType({
  name: 'k8s.network-policy',
  scope: 'cluster',
  reads: ['list networkpolicies.networking.k8s.io', 'get networkpolicies.networking.k8s.io'],
  changedBy: changesOf('networkpolicies.networking.k8s.io'),
  config: wire<NetworkPolicy>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
  namespace: ({ metadata }) => metadata?.namespace ?? 'default',
});
