import type { V1ValidatingWebhookConfiguration } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** Webhooks that the API server asks whether it may admit an object. */
export const validatingWebhookConfiguration = defineType({
  name: 'k8s.validating-webhook-configuration',
  scope: 'cluster',
  reads: ['list validatingwebhookconfigurations.admissionregistration.k8s.io'],
  changedBy: changesOf('validatingwebhookconfigurations.admissionregistration.k8s.io'),
  config: wire<V1ValidatingWebhookConfiguration>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
});
