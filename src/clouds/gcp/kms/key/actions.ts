import { defineAction, wire } from '#model';
import { kmsKey } from './resource.ts';

/** When a key is rotated, as the REST API takes it; never, where both are absent. */
export interface Rotation {
  /** Seconds, such as `7776000s`. */
  readonly rotationPeriod?: string;
  readonly nextRotationTime?: string;
}

/**
 * Lets Cloud KMS rotate a key by itself. Old versions are kept, so that what was encrypted can still be read. The service
 * does not compare.
 * Source: https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys/patch
 */
export const setKeyRotation = defineAction({
  name: 'gcp.set-key-rotation',
  on: kmsKey,
  kind: 'replace',
  permissions: ['cloudkms.cryptoKeys.update'],
  writes: ['rotationPeriod', 'nextRotationTime'],
  request: wire<Rotation>(),
  simulate: ({ config: { rotationPeriod: _period, nextRotationTime: _next, ...config }, ...key }, request) => [
    { put: { ...key, config: { ...config, ...request } } },
  ],
  undo: ({ config: { rotationPeriod, nextRotationTime } }, _, again) => [
    again({ ...(rotationPeriod && { rotationPeriod }), ...(nextRotationTime && { nextRotationTime }) }),
  ],
});
