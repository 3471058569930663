import type { V1MutatingWebhookConfiguration } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** Webhooks that may change an object before the API server admits it. */
export const mutatingWebhookConfiguration = defineType({
  name: 'k8s.mutating-webhook-configuration',
  scope: 'cluster',
  reads: ['list mutatingwebhookconfigurations.admissionregistration.k8s.io'],
  changedBy: changesOf('mutatingwebhookconfigurations.admissionregistration.k8s.io'),
  config: wire<V1MutatingWebhookConfiguration>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
});
