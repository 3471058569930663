import type { V1ValidatingAdmissionPolicyBinding } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** Puts a validating admission policy in force, where and how. */
export const validatingAdmissionPolicyBinding = defineType({
  name: 'k8s.validating-admission-policy-binding',
  scope: 'cluster',
  reads: ['list validatingadmissionpolicybindings.admissionregistration.k8s.io'],
  changedBy: changesOf('validatingadmissionpolicybindings.admissionregistration.k8s.io'),
  config: wire<V1ValidatingAdmissionPolicyBinding>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
});
