import type { protos } from '@google-cloud/artifact-registry';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

/**
 * Who may use a key of Cloud KMS, or all keys of a key ring, at the address that `keyPolicyOf` gives: the answer of
 * `getIamPolicy` of either.
 */
export const keyPolicy = defineType({
  name: 'gcp.kms-policy',
  scope: 'gcp-project',
  reads: ['cloudkms.cryptoKeys.getIamPolicy', 'cloudkms.keyRings.getIamPolicy'],
  byReference: true,
  // The audit log names them so; it begins to name them in full.
  changedBy: ['SetIamPolicy', 'google.iam.v1.IAMPolicy.SetIamPolicy'],
  volatile: ['etag'],
  config: wire<protos.google.iam.v1.IPolicy>(),
  home: projectOf,
});

/** The address of the policy of a key or a key ring, given by its full name. */
export const keyPolicyOf = (address: string): string => `${address}/iamPolicy`;

/** The full name of the key or key ring that a policy's address is about. */
export const holderOfPolicy = (address: string): string => address.replace(/\/iamPolicy$/, '');

/** The key ring of a key, given by its full name or by that in its service. */
export const ringOf = (key: string): string => key.replace(/\/cryptoKeys\/[^/]+$/, '');
