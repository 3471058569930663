import type { V1ObjectMeta } from '@kubernetes/client-node';
import { defineType, wire, type Wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { LabelSelector } from '../label-selector.ts';

/** A Cilium policy: one rule in `spec`, several in `specs`, or both. */
export interface CiliumPolicy {
  readonly metadata?: Wire<V1ObjectMeta>;
  readonly spec?: CiliumRule | null;
  readonly specs?: readonly CiliumRule[] | null;
}

/** A section that is missing or empty has no effect; one that holds an empty rule denies everything. */
export interface CiliumRule {
  readonly endpointSelector?: LabelSelector | null;
  readonly nodeSelector?: LabelSelector | null;
  readonly ingress?: readonly CiliumSection[] | null;
  readonly ingressDeny?: readonly CiliumSection[] | null;
  readonly egress?: readonly CiliumSection[] | null;
  readonly egressDeny?: readonly CiliumSection[] | null;
  readonly enableDefaultDeny?: { readonly ingress?: boolean; readonly egress?: boolean } | null;
}

/** The peers of one section that stand for anybody. */
export interface CiliumSection {
  readonly fromEntities?: readonly string[] | null;
  readonly toEntities?: readonly string[] | null;
  readonly fromCIDR?: readonly string[] | null;
  readonly toCIDR?: readonly string[] | null;
}

/** A Cilium network policy. */
export const ciliumNetworkPolicy = defineType({
  name: 'k8s.cilium-network-policy',
  scope: 'cluster',
  reads: ['list ciliumnetworkpolicies.cilium.io'],
  changedBy: changesOf('ciliumnetworkpolicies.cilium.io'),
  config: wire<CiliumPolicy>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  namespace: ({ metadata }) => metadata?.namespace ?? 'default',
});
