import type { V1ValidatingAdmissionPolicy } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** A policy of CEL expressions that the API server itself judges objects by; it does nothing without a binding. */
export const validatingAdmissionPolicy = defineType({
  name: 'k8s.validating-admission-policy',
  scope: 'cluster',
  reads: ['list validatingadmissionpolicies.admissionregistration.k8s.io'],
  changedBy: changesOf('validatingadmissionpolicies.admissionregistration.k8s.io'),
  config: wire<V1ValidatingAdmissionPolicy>(),
  keys: { name: ({ metadata }) => metadata?.name },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
