import { fieldMissing, notApplicable, type NotApplicable, type Unknown } from '#rule';
import { textAt } from '../../../json.ts';
import type { kmsKey } from './resource.ts';

/**
 * Why a key is not rotated by itself, or not by the customer: only enabled symmetric keys for encryption whose material
 * KMS made can be. Undefined for a key that can be rotated.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export function whyNotRotated(config: (typeof kmsKey)['config']): NotApplicable | Unknown | undefined {
  const { KeyManager, KeyUsage, Origin, KeyState } = config;
  const KeySpec = config.KeySpec ?? textAt(config, 'CustomerMasterKeySpec');
  if (KeyManager === 'AWS') return notApplicable('AWS manages the key');
  const all = { KeyManager, KeySpec, KeyUsage, Origin, KeyState };
  const missing = Object.entries(all).find(([, value]) => value === undefined);
  if (missing) return fieldMissing(missing[0]);
  if (KeySpec !== 'SYMMETRIC_DEFAULT') return notApplicable(`a key of the kind ${KeySpec ?? ''} cannot be rotated`);
  if (KeyUsage !== 'ENCRYPT_DECRYPT') return notApplicable('only keys for encryption can be rotated');
  if (Origin !== 'AWS_KMS') return notApplicable('its material was not made by KMS');
  return KeyState === 'Enabled' ? undefined : notApplicable(`its state is ${KeyState ?? ''}`);
}
