import type { Registry } from '@azure/arm-containerregistry';
import { required } from '../../../pages.ts';
import type { Sheet } from '../../../sheet.ts';
import { armId } from '../../address.ts';
import { isUnregistered } from '../../failure.ts';
import { diagnosticCategories } from '../../monitor/diagnostic-categories/resource.ts';
import { diagnosticSettings } from '../../monitor/diagnostic-settings/resource.ts';
import { storedOf } from '../../private-parts.ts';
import { readEach, type AzureReader } from '../../reader.ts';
import { scopeMap } from '../scope-map/resource.ts';
import { registryToken } from '../token/resource.ts';
import { acrRegistry } from './resource.ts';

const api = 'Microsoft.ContainerRegistry/registries/read';

/**
 * Reads the container registries of a subscription; answers their ids as Azure spells them, by which their diagnostic
 * settings are read. A subscription that never used the provider holds none.
 */
export async function collectRegistries({ sheet, clients, pages }: AzureReader): Promise<readonly string[]> {
  const ids: string[] = [];
  const keep = add(sheet);
  const leads = [diagnosticSettings, diagnosticCategories, registryToken, scopeMap];
  await sheet.list({ api, types: [acrRegistry], leads }, async () => {
    try {
      await pages(
        api,
        (options) => clients.registries.registries.list(options),
        (it) => {
          keep(it);
          ids.push(required(it.id, 'id'));
        },
      );
    } catch (error) {
      if (!isUnregistered(error)) throw error;
    }
  });
  return ids;
}

/** Reads some container registries by their ids; answers the ids of those that are there. */
export async function readRegistries(at: AzureReader, ids: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  await readEach(at, { api, type: acrRegistry, ids }, async ({ group, name }) => {
    const it = await at.call(api, (options) => at.clients.registries.registries.get(group, name, options));
    add(at.sheet)(it);
    found.push(required(it.id, 'id'));
  });
  return found;
}

function add(sheet: Sheet) {
  return (it: Registry): void => {
    const config = storedOf(it);
    const id = armId(required(config.id, 'id'));
    sheet.add(acrRegistry, { id, name: config.name ?? id, created: config.creationDate, config });
  };
}
