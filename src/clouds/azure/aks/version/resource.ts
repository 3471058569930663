import type { KubernetesVersionListResult } from '@azure/arm-containerservice';
import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** The Kubernetes minors that AKS offers a subscription in one location: the answer of `listKubernetesVersions`. */
export const aksVersions = defineType({
  name: 'aks.versions',
  scope: 'azure-subscription',
  reads: ['Microsoft.ContainerService/locations/kubernetesVersions/read'],
  changedBy: [],
  config: wire<KubernetesVersionListResult>(),
  home: subscriptionOf,
});

/** The address of what a subscription is offered in a location. Azure spells a location `westeurope` and `West Europe`. */
export function versionsAddress(subscription: string, location: string): string {
  const place = location.replaceAll(' ', '');
  return armId(
    `/subscriptions/${subscription}/providers/Microsoft.ContainerService/locations/${place}/kubernetesVersions`,
  );
}
