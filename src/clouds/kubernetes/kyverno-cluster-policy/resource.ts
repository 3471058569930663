import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { KyvernoPolicy } from '../kyverno-policy/resource.ts';

/** A policy of Kyverno for objects of all namespaces. */
export const kyvernoClusterPolicy = defineType({
  name: 'k8s.kyverno-cluster-policy',
  scope: 'cluster',
  reads: ['list clusterpolicies.kyverno.io'],
  changedBy: changesOf('clusterpolicies.kyverno.io'),
  config: wire<KyvernoPolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
