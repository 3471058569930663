import { kmsKey } from '#clouds/aws/kms/key/resource';
import { kmsKeyRotation } from '#clouds/aws/kms/key-rotation/resource';
import { kmsKeyPolicy } from '#clouds/aws/kms/key-policy/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Key = typeof kmsKey.config;
type Rotation = typeof kmsKeyRotation.config;

/** The address of the key 1. */
export const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1';

/** A key of the customer that can be rotated. */
export const keyWith = (config: Draft<Key> = {}): Resource<'kms.key', Key> =>
  make(kmsKey, keyArn, {
    KeyId: '1',
    Arn: keyArn,
    KeyManager: 'CUSTOMER',
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    ...config,
  });

/** How the key 1, or another one, is rotated. */
export const rotationWith = (config: Draft<Rotation>, arn = keyArn): Resource<'kms.key-rotation', Rotation> =>
  make(kmsKeyRotation, `${arn}/rotation`, config);

/** A policy document of these statements, as the service answers it. */
export const policyText = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });

/** Who may use the key 1. */
export const keyPolicyWith = (
  ...statements: readonly object[]
): Resource<'kms.key-policy', typeof kmsKeyPolicy.config> =>
  make(kmsKeyPolicy, `${keyArn}/policy`, { PolicyName: 'default', Policy: policyText(...statements) });
