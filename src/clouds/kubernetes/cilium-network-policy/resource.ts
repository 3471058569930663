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

/** The peers of one section that may stand for anybody, and its ports. Other peers, such as `toFQDNs`, are there too. */
export interface CiliumSection {
  readonly fromEndpoints?: readonly LabelSelector[] | null;
  readonly toEndpoints?: readonly LabelSelector[] | null;
  readonly fromEntities?: readonly string[] | null;
  readonly toEntities?: readonly string[] | null;
  readonly fromCIDR?: readonly string[] | null;
  readonly toCIDR?: readonly string[] | null;
  readonly fromCIDRSet?: readonly CiliumBlock[] | null;
  readonly toCIDRSet?: readonly CiliumBlock[] | null;
  readonly toPorts?: readonly object[] | null;
  readonly icmps?: readonly object[] | null;
}

/** A network without parts of it; the network may be that of a group of its own. */
interface CiliumBlock {
  readonly cidr?: string;
  readonly except?: readonly string[] | null;
}

/** A Cilium network policy. */
export const ciliumNetworkPolicy = defineType({
  name: 'k8s.cilium-network-policy',
  scope: 'cluster',
  reads: ['list ciliumnetworkpolicies.cilium.io', 'get ciliumnetworkpolicies.cilium.io'],
  changedBy: changesOf('ciliumnetworkpolicies.cilium.io'),
  config: wire<CiliumPolicy>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  namespace: ({ metadata }) => metadata?.namespace ?? 'default',
});
