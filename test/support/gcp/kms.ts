import { keyPolicy, keyPolicyOf, ringOf } from '#clouds/gcp/kms/key-policy/resource';
import { kmsKey, kmsKeyOf } from '#clouds/gcp/kms/key/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';
import { project } from './gke.ts';
import type { Binding } from './registry.ts';

type Key = typeof kmsKey.config;

export const secretsKey = `${project}/locations/europe-west1/keyRings/gke/cryptoKeys/secrets`;

/** A key called secrets of software that is rotated every 90 days, next on 1 December 2026, except for what a test says. */
export const keyWith = (config: Draft<Key> = {}): Resource<'gcp.kms-key', Key> =>
  make(kmsKey, kmsKeyOf(secretsKey), {
    name: secretsKey,
    purpose: 'ENCRYPT_DECRYPT',
    createTime: '2025-03-04T10:00:00Z',
    rotationPeriod: '7776000s',
    nextRotationTime: '2026-12-01T00:00:00Z',
    versionTemplate: { protectionLevel: 'SOFTWARE', algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION' },
    primary: {
      name: `${secretsKey}/cryptoKeyVersions/7`,
      state: 'ENABLED',
      createTime: '2026-09-02T00:00:00Z',
      protectionLevel: 'SOFTWARE',
      algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION',
    },
    ...config,
  });

/** The same key with what the types do not know: values that are newer than the client. */
export const keySaying = (config: object): Resource<'gcp.kms-key', Key> => {
  const key = keyWith();
  return { ...key, config: { ...key.config, ...config } };
};

type Policy = Resource<'gcp.kms-policy', typeof keyPolicy.config>;

/** The policy of that key. */
export const keyPolicyWith = (...bindings: readonly Binding[]): Policy =>
  make(keyPolicy, keyPolicyOf(kmsKeyOf(secretsKey)), { bindings, etag: 'BwYCCCCCCCC=' });

/** The policy of the key ring that holds it. */
export const ringPolicyWith = (...bindings: readonly Binding[]): Policy =>
  make(keyPolicy, keyPolicyOf(kmsKeyOf(ringOf(secretsKey))), { bindings, etag: 'BwYDDDDDDDD=' });
