import type { Registry } from '@azure/arm-containerregistry';
import { required } from '../../../pages.ts';
import type { Sheet } from '../../../sheet.ts';
import { armId } from '../../address.ts';
import { isUnregistered } from '../../failure.ts';
import { storedOf } from '../../private-parts.ts';
import { readEach, type AzureReader } from '../../reader.ts';
import { acrRegistry } from './resource.ts';

const api = 'Microsoft.ContainerRegistry/registries/read';

/** Reads the container registries of a subscription. One that never used the provider holds none. */
export function collectRegistries({ sheet, clients, pages }: AzureReader): Promise<void> {
  return sheet.list({ api, types: [acrRegistry] }, async () => {
    try {
      await pages(api, (options) => clients.registries.registries.list(options), add(sheet));
    } catch (error) {
      if (!isUnregistered(error)) throw error;
    }
  });
}

/** Reads some container registries by their ids. */
export function readRegistries(at: AzureReader, ids: readonly string[]): Promise<void> {
  return readEach(at, { api, type: acrRegistry, ids }, async ({ group, name }) => {
    add(at.sheet)(await at.call(api, (options) => at.clients.registries.registries.get(group, name, options)));
  });
}

function add(sheet: Sheet) {
  return (it: Registry): void => {
    const config = storedOf(it);
    const id = armId(required(config.id, 'id'));
    sheet.add(acrRegistry, { id, name: config.name ?? id, created: config.creationDate, config });
  };
}
