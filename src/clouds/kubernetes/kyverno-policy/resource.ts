import type { V1ObjectMeta } from '@kubernetes/client-node';
import { defineType, wire, type Wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { LabelSelector } from '../label-selector.ts';

/**
 * A policy of Kyverno, of one namespace or of all.
 * Source: https://github.com/kyverno/kyverno/tree/main/api/kyverno/v1
 */
export interface KyvernoPolicy {
  readonly metadata?: Wire<V1ObjectMeta>;
  readonly spec?: {
    /** Whether it judges objects as they are admitted; without a word it does. */
    readonly admission?: boolean;
    readonly validationFailureAction?: string;
    readonly validationFailureActionOverrides?: readonly object[];
    readonly rules?: readonly KyvernoRule[];
  };
}

/** One rule of a policy: what it is for, and what it does there. */
export interface KyvernoRule {
  readonly match?: KyvernoMatch;
  readonly exclude?: KyvernoMatch;
  readonly validate?: KyvernoFailure;
  readonly verifyImages?: readonly (KyvernoFailure & { readonly required?: boolean })[];
}

/** What is done with an object that breaks a rule. */
export interface KyvernoFailure {
  readonly failureAction?: string;
  readonly failureActionOverrides?: readonly object[];
}

/** Objects by several filters, or by one that stands by itself, as older policies write it. */
export interface KyvernoMatch extends KyvernoFilter {
  readonly any?: readonly KyvernoFilter[];
  readonly all?: readonly KyvernoFilter[];
}

/** Objects by what they are, and by who asks. */
export interface KyvernoFilter {
  readonly resources?: {
    readonly kinds?: readonly string[];
    readonly namespaces?: readonly string[];
    readonly namespaceSelector?: LabelSelector;
    readonly operations?: readonly string[];
    readonly name?: string;
    readonly names?: readonly string[];
    readonly annotations?: object;
    readonly selector?: LabelSelector;
  };
  readonly subjects?: readonly object[];
  readonly roles?: readonly string[];
  readonly clusterRoles?: readonly string[];
}

/** A policy of Kyverno for objects of its own namespace. */
export const kyvernoPolicy = defineType({
  name: 'k8s.kyverno-policy',
  scope: 'cluster',
  reads: ['list policies.kyverno.io'],
  changedBy: changesOf('policies.kyverno.io'),
  config: wire<KyvernoPolicy>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
