import type { V1ObjectMeta } from '@kubernetes/client-node';
import { defineType, wire, type Wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** A Calico policy. Its selectors are expressions of Calico's own language. */
export interface CalicoPolicy {
  readonly metadata?: Wire<V1ObjectMeta>;
  readonly spec?: {
    readonly selector?: string;
    /** Of global policies only. */
    readonly namespaceSelector?: string;
    readonly serviceAccountSelector?: string;
    /** Of global policies only: both are for host endpoints. */
    readonly preDNAT?: boolean;
    readonly doNotTrack?: boolean;
    readonly types?: readonly string[] | null;
    readonly ingress?: readonly CalicoRule[] | null;
    readonly egress?: readonly CalicoRule[] | null;
  };
}

/** One ordered rule. */
export interface CalicoRule {
  readonly action?: string;
  readonly protocol?: string | number;
  readonly source?: Readonly<Record<string, unknown>> | null;
  readonly destination?: Readonly<Record<string, unknown>> | null;
}

/** A Calico network policy, as its API server or its CRD gives it. Staged kinds have no effect and are not read. */
export const calicoNetworkPolicy = defineType({
  name: 'k8s.calico-network-policy',
  scope: 'cluster',
  reads: [
    'list networkpolicies.projectcalico.org',
    'list networkpolicies.crd.projectcalico.org',
    'get networkpolicies.projectcalico.org',
    'get networkpolicies.crd.projectcalico.org',
  ],
  changedBy: [...changesOf('networkpolicies.projectcalico.org'), ...changesOf('networkpolicies.crd.projectcalico.org')],
  config: wire<CalicoPolicy>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
  namespace: ({ metadata }) => metadata?.namespace ?? 'default',
});
