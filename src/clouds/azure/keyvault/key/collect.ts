import type { ManagedCluster } from '@azure/arm-containerservice';
import { objectAt, textAt, type Json } from '../../../json.ts';
import { toWire } from '../../../to-wire.ts';
import type { AzureReader } from '../../reader.ts';
import { keyNamed, vaultKey, vaultKeyOf, type VaultKey } from './resource.ts';

/**
 * Reads the keys that clusters encrypt their Secrets with, where their vaults are among those given by host. The version
 * that a cluster names is read, else the current one.
 * Source: https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/get-version
 */
export function collectVaultKeys(
  at: AzureReader,
  clusters: readonly ManagedCluster[],
  vaults: ReadonlyMap<string, string>,
): Promise<void> {
  const named = clusters.flatMap(({ securityProfile }) => {
    const { enabled, keyId } = securityProfile?.azureKeyVaultKms ?? {};
    const key = enabled === true ? keyNamed(keyId) : undefined;
    const vault = vaults.get(key?.host ?? '');
    return key && vault !== undefined ? [vaultKeyOf(vault, key)] : [];
  });
  return readVaultKeys(at, [...new Set(named)]);
}

/** Reads some keys, or versions of them, by their ARM ids: each takes a permission of its own. */
export async function readVaultKeys({ sheet, clients, call }: AzureReader, ids: readonly string[]): Promise<void> {
  const read = (api: string, own: readonly string[]): Promise<void> =>
    sheet.each({ api, types: [vaultKey], address: (id) => id }, own, async (id) => {
      const answer = await call(api, (options) => clients.ask(`${id}?api-version=2023-07-01`, options));
      sheet.add(vaultKey, { id, name: keyNameIn(id), config: toWire(keyOf(answer)) });
    });
  const isVersion = (id: string): boolean => id.includes('/versions/');
  await Promise.all([
    read(
      'Microsoft.KeyVault/vaults/keys/read',
      ids.filter((id) => !isVersion(id)),
    ),
    read('Microsoft.KeyVault/vaults/keys/versions/read', ids.filter(isVersion)),
  ]);
}

/** An answer about a version may call it by its version. */
const keyNameIn = (id: string): string => /\/vaults\/[^/]+\/keys\/([^/]+)/.exec(id)?.[1] ?? id;

/** Of the attributes only what a verdict rests on is kept: when a key was last changed is nobody's matter. */
function keyOf(key: Json): VaultKey {
  const { enabled, exp } = objectAt(key, 'properties', 'attributes');
  return {
    id: textAt(key, 'id'),
    name: textAt(key, 'name'),
    attributes: {
      enabled: typeof enabled === 'boolean' ? enabled : undefined,
      exp: typeof exp === 'number' ? exp : undefined,
    },
  };
}
