import type { ManagedCluster } from '@azure/arm-containerservice';
import { isListOfObjects, objectAt, textAt, type Json } from '../../../json.ts';
import { followPages, MalformedAnswer, required } from '../../../pages.ts';
import { toWire } from '../../../to-wire.ts';
import { armId } from '../../address.ts';
import { isUnregistered } from '../../failure.ts';
import type { AzureReader } from '../../reader.ts';
import { collectVaultKeys } from '../key/collect.ts';
import { vaultKey } from '../key/resource.ts';
import { hostOf, keyVault, type KeyVault } from './resource.ts';

const api = 'Microsoft.KeyVault/vaults/read';
const version = 'api-version=2023-07-01';

/**
 * Reads the key vaults of a subscription, and in them the keys that some clusters encrypt their Secrets with. A
 * subscription that never used the provider holds none.
 * Source: https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/list-by-subscription
 */
export async function collectKeyVaults(at: AzureReader, clusters: readonly ManagedCluster[]): Promise<void> {
  const subscription = at.sheet.target.id.replace(/^azure:/, '');
  const first = `/subscriptions/${subscription}/providers/Microsoft.KeyVault/vaults?${version}`;
  const found = new Map<string, string>();
  await at.sheet.list({ api, types: [keyVault], leads: [vaultKey] }, async () => {
    try {
      await followPages(
        (next) => pageAt(at, next ?? first),
        (it) => {
          const { id, vaultUri } = add(at, it);
          found.set(hostOf(vaultUri) ?? '', id);
        },
      );
    } catch (error) {
      if (!isUnregistered(error)) throw error;
    }
  });
  await collectVaultKeys(at, clusters, found);
}

/** Reads some vaults by their ids. */
export function readKeyVaults(at: AzureReader, ids: readonly string[]): Promise<void> {
  return at.sheet.each({ api, types: [keyVault], address: (id) => id }, ids, async (id) => {
    add(at, await at.call(api, (options) => at.clients.ask(`${id}?${version}`, options)));
  });
}

function add({ sheet }: AzureReader, vault: Json): { readonly id: string; readonly vaultUri?: string | undefined } {
  const config = vaultOf(vault);
  const id = required(config.id, 'id');
  sheet.add(keyVault, { id: armId(id), name: config.name ?? id, config: toWire(config) });
  return { id, vaultUri: config.vaultUri };
}

async function pageAt(at: AzureReader, path: string) {
  const answer = await at.call(api, (options) => at.clients.ask(path, options));
  const { value } = answer;
  if (!isListOfObjects(value)) throw new MalformedAnswer('The answer lacks value.');
  const link = textAt(answer, 'nextLink');
  return { items: value, next: link === undefined ? undefined : pathOf(link) };
}

/** The token of the sign-in goes to the endpoint alone, whatever host a link names. */
function pathOf(link: string): string {
  if (!URL.canParse(link)) throw new MalformedAnswer('The link to the next page is no URL.');
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}

/** Who may do what in the vault is not kept: nobody asks. */
function vaultOf(vault: Json): KeyVault {
  const properties = objectAt(vault, 'properties');
  const acls = properties['networkAcls'];
  return {
    id: textAt(vault, 'id'),
    name: textAt(vault, 'name'),
    location: textAt(vault, 'location'),
    provisioningState: textAt(properties, 'provisioningState'),
    vaultUri: textAt(properties, 'vaultUri'),
    enablePurgeProtection: flagAt(properties, 'enablePurgeProtection'),
    enableSoftDelete: flagAt(properties, 'enableSoftDelete'),
    publicNetworkAccess: textAt(properties, 'publicNetworkAccess'),
    networkAcls: acls ? { defaultAction: textAt(acls, 'defaultAction'), bypass: textAt(acls, 'bypass') } : undefined,
  };
}

function flagAt(properties: Json, name: string): boolean | undefined {
  const value = properties[name];
  return typeof value === 'boolean' ? value : undefined;
}
