import type { TokenUpdateParameters } from '@azure/arm-containerregistry';
import { cannotPlan, defineAction, wire } from '#model';
import type { Action, CannotPlan, ResourceOf } from '#model';
import { former } from '../../../former.ts';
import { registryToken } from './resource.ts';

/**
 * Turns a token on or off. The write is a PATCH of its status alone; the service does not compare.
 * Source: https://learn.microsoft.com/rest/api/container-registry/tokens/update
 */
export const updateToken = defineAction({
  name: 'acr.update-token',
  on: registryToken,
  kind: 'replace',
  permissions: [
    'Microsoft.ContainerRegistry/registries/tokens/read',
    'Microsoft.ContainerRegistry/registries/tokens/write',
    'Microsoft.ContainerRegistry/registries/tokens/operationStatuses/read',
  ],
  writes: ['status'],
  request: wire<Pick<TokenUpdateParameters, 'status'>>(),
  simulate: (token, request) => [{ put: { ...token, config: { ...token.config, ...request } } }],
  undo: ({ config }, request, again) => [again(former(config, request, { status: 'enabled' }))],
  healthy: ({ config }) => (config.provisioningState === 'Failed' ? 'the token is in the state Failed' : undefined),
});

/** Plans to disable a token, where the service takes a change now. */
export function disabled(token: ResourceOf<typeof registryToken>): readonly Action[] | CannotPlan {
  const { provisioningState = 'Succeeded' } = token.config;
  return provisioningState === 'Succeeded'
    ? [updateToken(token, { status: 'disabled' })]
    : cannotPlan(`the token is in the state ${provisioningState}`);
}
