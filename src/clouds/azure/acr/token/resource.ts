import type { Token } from '@azure/arm-containerregistry';
import { defineType, wire } from '#model';
import { armId, parentOf, subscriptionOf } from '../../address.ts';

/** A token of a registry without its passwords: an entry of `tokens.list`. */
export const registryToken = defineType({
  name: 'acr.token',
  scope: 'azure-subscription',
  reads: ['Microsoft.ContainerRegistry/registries/tokens/read'],
  changedBy: [
    'Microsoft.ContainerRegistry/registries/tokens/write',
    'Microsoft.ContainerRegistry/registries/tokens/delete',
    'Microsoft.ContainerRegistry/registries/generateCredentials/action',
  ],
  config: wire<Token>(),
  keys: {
    /** The ARM id of its registry, in lower case. */
    registry: ({ id }) => (id ? parentOf(armId(id)) : undefined),
  },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
