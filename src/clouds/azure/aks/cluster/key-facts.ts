import { textAt } from '../../../json.ts';
import type { aksCluster } from './resource.ts';

/** Whose key encrypts the Secrets in etcd. `unseen` where no key of the customer does, and a key of the platform may. */
export type SecretsKey = 'customer' | 'platform' | 'no-key' | 'none' | 'unseen';

/**
 * Whose key encrypts the Secrets of a cluster through KMS. A key of the platform is only told by preview versions of the
 * API, which the SDK does not read and files may hold.
 * Source: https://learn.microsoft.com/azure/aks/kms-data-encryption-concepts
 */
export function secretsKey(config: typeof aksCluster.config): SecretsKey {
  const { enabled, keyId } = config.securityProfile?.azureKeyVaultKms ?? {};
  if (enabled === true && keyId) return 'customer';
  const path = ['securityProfile', 'kubernetesResourceObjectEncryptionProfile', 'infrastructureEncryption'];
  const platform = textAt(config, ...path)?.toLowerCase();
  if (platform === 'enabled') return 'platform';
  if (enabled === true) return 'no-key';
  return platform === undefined ? 'unseen' : 'none';
}
