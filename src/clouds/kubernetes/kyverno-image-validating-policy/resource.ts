import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { KyvernoCelPolicy } from '../kyverno-validating-policy/resource.ts';

/** A policy by which Kyverno verifies the signatures of images. */
export const kyvernoImageValidatingPolicy = defineType({
  name: 'k8s.kyverno-image-validating-policy',
  scope: 'cluster',
  reads: ['list imagevalidatingpolicies.policies.kyverno.io'],
  changedBy: changesOf('imagevalidatingpolicies.policies.kyverno.io'),
  config: wire<KyvernoCelPolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
