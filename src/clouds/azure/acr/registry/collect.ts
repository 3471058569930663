import { required } from '../../../pages.ts';
import { armId } from '../../address.ts';
import { isUnregistered } from '../../failure.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { acrRegistry } from './resource.ts';

/** Reads the container registries of a subscription. One that never used the provider holds none. */
export function collectRegistries({ sheet, clients, pages }: AzureReader): Promise<void> {
  const api = 'Microsoft.ContainerRegistry/registries/read';
  return sheet.list({ api, types: [acrRegistry] }, async () => {
    try {
      await pages(
        api,
        (options) => clients.registries.registries.list(options),
        (it) => {
          const config = storedOf(it);
          const id = armId(required(config.id, 'id'));
          sheet.add(acrRegistry, { id, name: config.name ?? id, created: config.creationDate, config });
        },
      );
    } catch (error) {
      if (!isUnregistered(error)) throw error;
    }
  });
}
