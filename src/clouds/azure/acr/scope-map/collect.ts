import { placeIn } from '../registry/place.ts';
import type { AzureReader } from '../../reader.ts';
import { addListed } from '../../whole-listing.ts';
import { scopeMap } from './resource.ts';

/** Reads the scope maps of registries, given by their ids. */
export function collectScopeMaps(at: AzureReader, registries: readonly string[]): Promise<void> {
  const [api = scopeMap.name] = scopeMap.reads;
  const about = (registry: string): string => `Registry ${registry.split('/').at(-1) ?? registry}`;
  return at.sheet.listEach({ api, types: [scopeMap], about }, registries, (registry) =>
    addListed(at, {
      type: scopeMap,
      list: (options) => at.clients.registries.scopeMaps.list(...placeIn(registry), options),
    }),
  );
}
