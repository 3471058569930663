import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand, type GetPublicKeyResponse } from '@aws-sdk/client-kms';
import type { Signer } from '#app/pack/manifest';
import { algorithmOf, hashOf, isSignedBy } from '#lib/signature';
import { ShoalwatchError } from '#model';
import { storeClient } from '#store/cloud';
import { partsOf, storeFailure } from '#store/drivers/store-failure';

/** A key of KMS, and how it is reached. */
export interface KmsKey {
  /** Of the key, or of an alias. */
  readonly arn: string;
  readonly region: string;
  readonly profile?: string;
}

/**
 * Signs by an asymmetric key of KMS, whose private half nobody can read: KMS is sent the digest of a text, and the signature
 * that it answers is checked with the public key before anybody relies on it. Takes kms:GetPublicKey and kms:Sign. Throws a
 * ShoalwatchError for a key that cannot sign, and for whatever KMS refuses.
 */
export async function kmsSigner({ arn, ...reached }: KmsKey): Promise<Signer> {
  const client = new KMSClient({ ...reached, ...storeClient });
  const asked = await client
    .send(new GetPublicKeyCommand({ KeyId: arn }))
    .catch((error: unknown) => Promise.reject(kmsFailure('kms:GetPublicKey', arn, error)));
  const { publicKey, algorithm, hash, own } = signingKeyOf(arn, asked);
  return {
    ...{ publicKey, algorithm, arn: own },
    async sign(text) {
      const Message = createHash(hash).update(text).digest();
      const command = new SignCommand({ KeyId: own, Message, MessageType: 'DIGEST', SigningAlgorithm: algorithm });
      const { Signature = new Uint8Array() } = await client
        .send(command)
        .catch((error: unknown) => Promise.reject(kmsFailure('kms:Sign', own, error)));
      const signature = Buffer.from(Signature).toString('base64');
      if (isSignedBy(publicKey, text, signature)) return signature;
      throw new ShoalwatchError(
        'cloud',
        `the key ${own} answered a signature that its own public key does not confirm`,
        {
          cure: 'run it again: no pack was written',
        },
      );
    },
  };
}

/** Of Ed25519 and ML-DSA keys KMS signs no digest as others check it: only keys whose way has a hash are taken. */
function signingKeyOf(arn: string, { PublicKey, KeyId, KeySpec, KeyUsage }: GetPublicKeyResponse) {
  if (KeyUsage !== 'SIGN_VERIFY') throw notForSigning(arn, `its usage is ${KeyUsage ?? 'not told'}`);
  const publicKey = Buffer.from(PublicKey ?? new Uint8Array()).toString('base64');
  const algorithm = algorithmOf(publicKey);
  const hash = algorithm && hashOf(algorithm);
  if (!algorithm || algorithm === 'Ed25519' || !hash) {
    throw notForSigning(
      arn,
      `by its spec, ${KeySpec ?? 'which is not told'}, KMS signs nothing here that can be checked without KMS`,
    );
  }
  return { publicKey, algorithm, hash, own: KeyId ?? arn };
}

const notForSigning = (arn: string, why: string, cause?: unknown): ShoalwatchError =>
  new ShoalwatchError('usage', `the key ${arn} cannot sign a pack: ${why}`, {
    cure: 'name a key of usage SIGN_VERIFY and spec RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256, P384, P521 or ECC_SECG_P256K1',
    cause,
  });

/** Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html#API_Sign_Errors */
function kmsFailure(permission: string, arn: string, cause: unknown): ShoalwatchError {
  const { name, message } = partsOf(cause);
  const fail = (what: string, cure: string): ShoalwatchError =>
    new ShoalwatchError('cloud', `the key ${arn} ${what}`, { cure, cause });
  if (name === 'DisabledException') return fail('is disabled', 'enable it, or name another: kms:EnableKey');
  if (name === 'KMSInvalidStateException') return fail(`cannot be used as it is: ${message}`, 'name another key');
  if (name === 'NotFoundException') return fail('is not there', 'see its ARN, its account and its region');
  if (name === 'InvalidKeyUsageException' || name === 'UnsupportedOperationException') {
    return notForSigning(arn, message, cause);
  }
  return storeFailure({ permission, subject: `the key ${arn}`, also: ', in its key policy or in yours' }, cause);
}
