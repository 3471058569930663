import type { RegistryUpdateParameters } from '@azure/arm-containerregistry';
import { cannotPlan, defineAction, wire } from '#model';
import type { Action, CannotPlan, ResourceOf, Wire } from '#model';
import { former } from '../../../former.ts';
import { acrRegistry } from './resource.ts';

/** The switches of a registry that are changed. */
export type RegistryChange = Pick<
  RegistryUpdateParameters,
  'adminUserEnabled' | 'anonymousPullEnabled' | 'publicNetworkAccess'
>;

/**
 * Turns switches of a registry. The write is a PATCH of these alone; the service does not compare.
 * Source: https://learn.microsoft.com/rest/api/container-registry/registries/update
 */
export const updateRegistry = defineAction({
  name: 'acr.update-registry',
  on: acrRegistry,
  kind: 'replace',
  permissions: [
    'Microsoft.ContainerRegistry/registries/read',
    'Microsoft.ContainerRegistry/registries/write',
    'Microsoft.ContainerRegistry/registries/operationStatuses/read',
  ],
  writes: ['adminUserEnabled', 'anonymousPullEnabled', 'publicNetworkAccess'],
  request: wire<RegistryChange>(),
  simulate: (registry, request) => [{ put: { ...registry, config: { ...registry.config, ...request } } }],
  undo: ({ config }, request, again) => [
    again(
      former(config, request, { adminUserEnabled: false, anonymousPullEnabled: false, publicNetworkAccess: 'Enabled' }),
    ),
  ],
  healthy: ({ config }) => (config.provisioningState === 'Failed' ? 'the registry is in the state Failed' : undefined),
});

/** Plans to turn switches of a registry, where the service takes a change now. */
export function switched(
  registry: ResourceOf<typeof acrRegistry>,
  request: Wire<RegistryChange>,
): readonly Action[] | CannotPlan {
  const { provisioningState = 'Succeeded' } = registry.config;
  return provisioningState === 'Succeeded'
    ? [updateRegistry(registry, request)]
    : cannotPlan(`the registry is in the state ${provisioningState}`);
}
