import type { kmsKey } from './resource.ts';

/**
 * Why a key is not rotated by itself, or not by the customer: only enabled symmetric keys for encryption whose material
 * KMS made can be.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export function whyNotRotated(config: (typeof kmsKey)['config']): string | undefined {
  const { KeyManager, KeyUsage, Origin, KeyState } = config;
  const spec = config.KeySpec ?? config.CustomerMasterKeySpec;
  if (KeyManager === 'AWS') return 'AWS manages the key';
  if (spec !== 'SYMMETRIC_DEFAULT') return `a key of the kind ${spec ?? 'unknown'} cannot be rotated`;
  if (KeyUsage !== 'ENCRYPT_DECRYPT') return 'only keys for encryption can be rotated';
  if (Origin !== 'AWS_KMS') return 'its material was not made by KMS';
  return KeyState === 'Enabled' ? undefined : `its state is ${KeyState ?? 'unknown'}`;
}
