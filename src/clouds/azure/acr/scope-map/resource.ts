import type { ScopeMap } from '@azure/arm-containerregistry';
import { defineType, wire } from '#model';
import { subscriptionOf } from '../../address.ts';

/** What tokens may do in which repositories of a registry: an entry of `scopeMaps.list`. */
export const scopeMap = defineType({
  name: 'acr.scope-map',
  scope: 'azure-subscription',
  reads: ['Microsoft.ContainerRegistry/registries/scopeMaps/read'],
  changedBy: [
    'Microsoft.ContainerRegistry/registries/scopeMaps/write',
    'Microsoft.ContainerRegistry/registries/scopeMaps/delete',
  ],
  config: wire<ScopeMap>(),
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
