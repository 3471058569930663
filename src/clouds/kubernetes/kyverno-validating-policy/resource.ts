import type { V1MatchResources, V1ObjectMeta } from '@kubernetes/client-node';
import { defineType, wire, type Wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/**
 * A policy that Kyverno judges by, written as the API server's own ones are, without bindings.
 * Source: https://kyverno.io/docs/policy-types/validating-policy, https://github.com/kyverno/kyverno/tree/main/api/policies.kyverno.io
 */
export interface KyvernoCelPolicy {
  readonly metadata?: Wire<V1ObjectMeta>;
  readonly spec?: {
    /** Without a word it denies. */
    readonly validationActions?: readonly string[];
    readonly matchConstraints?: Wire<V1MatchResources>;
    readonly evaluation?: { readonly mode?: string; readonly admission?: { readonly enabled?: boolean } };
  };
}

/** A policy that Kyverno judges objects by as they are admitted. */
export const kyvernoValidatingPolicy = defineType({
  name: 'k8s.kyverno-validating-policy',
  scope: 'cluster',
  reads: ['list validatingpolicies.policies.kyverno.io'],
  changedBy: changesOf('validatingpolicies.policies.kyverno.io'),
  config: wire<KyvernoCelPolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
