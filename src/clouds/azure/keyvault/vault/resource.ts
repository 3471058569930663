import { defineType, wire } from '#model';
import { subscriptionOf } from '../../address.ts';

/** A key vault, https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/list-by-subscription, as far as it is kept. */
export interface KeyVault {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly location?: string | undefined;
  readonly provisioningState?: string | undefined;
  /** `https://<name>.vault.azure.net/`. */
  readonly vaultUri?: string | undefined;
  /** Absent while purge protection is off. */
  readonly enablePurgeProtection?: boolean | undefined;
  readonly enableSoftDelete?: boolean | undefined;
  /** `Enabled`, the default, or `Disabled`. */
  readonly publicNetworkAccess?: string | undefined;
  /** Absent where no rule was ever made. */
  readonly networkAcls?:
    { readonly defaultAction?: string | undefined; readonly bypass?: string | undefined } | undefined;
}

/** A key vault: an entry of `vaults.listBySubscription`. */
export const keyVault = defineType({
  name: 'azure.key-vault',
  scope: 'azure-subscription',
  reads: ['Microsoft.KeyVault/vaults/read'],
  changedBy: ['Microsoft.KeyVault/vaults/write', 'Microsoft.KeyVault/vaults/delete'],
  config: wire<KeyVault>(),
  keys: {
    /** The host of its keys, in lower case. */
    host: ({ vaultUri }) => hostOf(vaultUri),
  },
  home: subscriptionOf,
});

/** The host that a URL names, in lower case; undefined where it names none. */
export const hostOf = (url: string | undefined): string | undefined =>
  /^https:\/\/([^/:?#]+)/i.exec(url ?? '')?.[1]?.toLowerCase();
