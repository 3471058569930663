import type { Registry } from '@azure/arm-containerregistry';
import { defineType, wire } from '#model';
import { subscriptionOf } from '../../address.ts';

/** A container registry: an entry of `registries.list`. Its credentials are another answer, which is never asked for. */
export const acrRegistry = defineType({
  name: 'acr.registry',
  scope: 'azure-subscription',
  reads: ['Microsoft.ContainerRegistry/registries/read'],
  changedBy: ['Microsoft.ContainerRegistry/registries/write', 'Microsoft.ContainerRegistry/registries/delete'],
  volatile: ['status', 'systemData'],
  config: wire<Registry>(),
  keys: { server: ({ loginServer }) => loginServer?.toLowerCase() },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
