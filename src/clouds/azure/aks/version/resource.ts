import type { KubernetesVersionListResult } from '@azure/arm-containerservice';
import { defineType, wire } from '#model';
import { subscriptionOf } from '../../address.ts';
import { inLocation } from '../location.ts';

/** The Kubernetes minors that AKS offers a subscription in one location: the answer of `listKubernetesVersions`. */
export const aksVersions = defineType({
  name: 'aks.versions',
  scope: 'azure-subscription',
  reads: ['Microsoft.ContainerService/locations/kubernetesVersions/read'],
  changedBy: [],
  config: wire<KubernetesVersionListResult>(),
  home: subscriptionOf,
});

/** The address of what a subscription is offered in a location. */
export const versionsAddress = (subscription: string, location: string): string =>
  inLocation(subscription, location, 'kubernetesVersions');
