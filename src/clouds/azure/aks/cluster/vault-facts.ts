import { defineFact, type Found, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { armId } from '../../address.ts';
import { keyNamed, vaultKey, vaultKeyOf } from '../../keyvault/key/resource.ts';
import { keyVault } from '../../keyvault/vault/resource.ts';
import { aksCluster } from './resource.ts';

/** The vault and the key that the Secrets of a cluster are encrypted with. */
export interface SecretsVault {
  readonly vault: ResourceOf<typeof keyVault>;
  readonly key: Found<ResourceOf<typeof vaultKey>>;
  /** Whether the cluster reaches the vault over the internet, as it does unless it says otherwise. */
  readonly isReachedPublicly: boolean;
}

/**
 * Where a cluster keeps the key that its Secrets are encrypted with: the vault that it names, else the one with the host
 * of the key. Keys of vaults in other subscriptions, and managed HSMs, are not read.
 * Source: https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption
 */
export const secretsVault = defineFact({
  name: 'aks.secrets-vault',
  of: aksCluster,
  uses: [keyVault, vaultKey],
  work({ config }, { find, listAll }): SecretsVault | 'none' | Unknown {
    const { enabled, keyId, keyVaultResourceId, keyVaultNetworkAccess } =
      config.securityProfile?.azureKeyVaultKms ?? {};
    if (enabled !== true) return 'none';
    const named = keyNamed(keyId);
    if (!named) return fieldMissing('securityProfile.azureKeyVaultKms.keyId');
    const { host } = named;
    if (/\.managedhsm\./.test(host)) return unknown('outside', `${host} is a managed HSM, which is not read.`);
    const listed = keyVaultResourceId ? undefined : listAll(keyVault, { host });
    const vault = keyVaultResourceId ? find(keyVault, armId(keyVaultResourceId)) : (listed?.items[0] ?? 'absent');
    if (isUnread(vault)) return vault;
    if (vault === 'absent')
      return listed?.unread ?? unknown('outside', `The vault ${host} is in no subscription that was read.`);
    return {
      vault,
      key: find(vaultKey, vaultKeyOf(vault.id, named)),
      isReachedPublicly: keyVaultNetworkAccess?.toLowerCase() !== 'private',
    };
  },
});
