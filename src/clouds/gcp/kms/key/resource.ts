import type { protos } from '@google-cloud/kms';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

type Key = protos.google.cloud.kms.v1.ICryptoKey;
type Version = protos.google.cloud.kms.v1.ICryptoKeyVersion;

/** What the REST API prints of moments and spans: `2026-11-21T09:12:00Z`, `7776000s`. */
interface PrintedKey extends Omit<Key, 'createTime' | 'nextRotationTime' | 'rotationPeriod' | 'primary'> {
  readonly createTime?: string | null;
  readonly nextRotationTime?: string | null;
  readonly rotationPeriod?: string | null;
  readonly primary?: (Omit<Version, 'createTime'> & { readonly createTime?: string | null }) | null;
}

const calls = ['CreateCryptoKey', 'UpdateCryptoKey', 'UpdateCryptoKeyPrimaryVersion'];
const versionCalls = ['Create', 'Update', 'Destroy', 'Restore'].map((verb) => `${verb}CryptoKeyVersion`);

/** A key of Cloud KMS that a cluster or a repository names, as the REST API prints it. */
export const kmsKey = defineType({
  name: 'gcp.kms-key',
  scope: 'gcp-project',
  reads: ['cloudkms.cryptoKeys.get'],
  byReference: true,
  // The audit log names them so; it begins to name them in full.
  changedBy: [...calls, ...versionCalls].flatMap((call) => [call, `google.cloud.kms.v1.KeyManagementService.${call}`]),
  config: wire<PrintedKey>(),
  home: projectOf,
  settling: ({ primary }) => (primary?.state === 'PENDING_GENERATION' ? primary.state : undefined),
});

/** The full name of a key that is named as `projects/p/locations/l/keyRings/r/cryptoKeys/k`. */
export const kmsKeyOf = (name: string): string => `//cloudkms.googleapis.com/${name}`;
