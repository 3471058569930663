import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** A key, or one version of it, https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/get-version, as far as it is kept. */
export interface VaultKey {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly attributes?:
    | {
        readonly enabled?: boolean | undefined;
        /** Seconds since 1970; absent where it never expires. */
        readonly exp?: number | undefined;
      }
    | undefined;
}

/** A key that an object names, as the Resource Manager tells of it: without the key itself. */
export const vaultKey = defineType({
  name: 'azure.key-vault-key',
  scope: 'azure-subscription',
  reads: ['Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/keys/versions/read'],
  changedBy: ['Microsoft.KeyVault/vaults/keys/write'],
  byReference: true,
  config: wire<VaultKey>(),
  home: subscriptionOf,
});

/** Which key of which vault a key identifier names. */
export interface NamedKey {
  /** In lower case. */
  readonly host: string;
  readonly name: string;
  /** Absent where whichever is current is meant. */
  readonly version?: string;
}

/**
 * Reads `https://<host>/keys/<name>/<version>`; undefined for what is no such identifier.
 * Source: https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name
 */
export function keyNamed(keyId: string | undefined): NamedKey | undefined {
  const [, host, name, version] =
    /^https:\/\/([^/:?#]+)(?::443)?\/keys\/([^/]+)(?:\/([^/]+))?\/?$/i.exec(keyId ?? '') ?? [];
  if (host === undefined || name === undefined) return undefined;
  return { host: host.toLowerCase(), name, ...(version !== undefined && { version }) };
}

/** The address of a key in a vault, given by its ARM id. */
export const vaultKeyOf = (vault: string, { name, version }: NamedKey): string =>
  armId(`${vault}/keys/${name}${version === undefined ? '' : `/versions/${version}`}`);
