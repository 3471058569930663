import type { AzureReader } from '../../reader.ts';
import { addListed } from '../../whole-listing.ts';
import { placeIn } from '../registry/place.ts';
import { collectScopeMaps } from '../scope-map/collect.ts';
import { scopeMap } from '../scope-map/resource.ts';
import { registryToken } from './resource.ts';

/**
 * Reads the tokens of registries, given by their ids, and the scope maps of those that have some. Registries of every
 * tier have tokens.
 * Source: https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
 */
export async function collectTokens(at: AzureReader, registries: readonly string[]): Promise<void> {
  const bearing = new Set<string>();
  const about = (registry: string): string => `Registry ${registry.split('/').at(-1) ?? registry}`;
  const [api = registryToken.name] = registryToken.reads;
  await at.sheet.listEach({ api, types: [registryToken], leads: [scopeMap], about }, registries, (registry) =>
    addListed(
      at,
      {
        type: registryToken,
        list: (options) => at.clients.registries.tokens.list(...placeIn(registry), options),
        stamp: ({ creationDate }) => creationDate?.toISOString(),
      },
      () => bearing.add(registry),
    ),
  );
  await collectScopeMaps(at, [...bearing]);
}
