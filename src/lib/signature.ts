import { constants, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { sha256 } from './hash.ts';

/** How a text is signed; a key has one way. Those but Ed25519 are called as KMS calls them. */
export const algorithms = ['Ed25519', 'RSASSA_PSS_SHA_256', 'ECDSA_SHA_256', 'ECDSA_SHA_384', 'ECDSA_SHA_512'] as const;
export type Algorithm = (typeof algorithms)[number];

/** What each way signs by: Ed25519 signs the text itself. */
const hashes = {
  RSASSA_PSS_SHA_256: 'sha256',
  ECDSA_SHA_256: 'sha256',
  ECDSA_SHA_384: 'sha384',
  ECDSA_SHA_512: 'sha512',
} as const;

/** By the names that Node has for curves. Source: https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
const ofCurves: Readonly<Record<string, Algorithm>> = {
  prime256v1: 'ECDSA_SHA_256',
  secp256k1: 'ECDSA_SHA_256',
  secp384r1: 'ECDSA_SHA_384',
  secp521r1: 'ECDSA_SHA_512',
};

/** Bits of a modulus below which nobody should trust a key. */
const leastBits = 2048;

/** The name of the hash whose digest a way signs; undefined where it signs the text itself. */
export const hashOf = (algorithm: Algorithm): 'sha256' | 'sha384' | 'sha512' | undefined =>
  algorithm === 'Ed25519' ? undefined : hashes[algorithm];

/** A private Ed25519 key that signs, from PEM; undefined where the text is none, or one of another kind. */
export function signerOf(pem: string): { readonly publicKey: string; sign(text: string): string } | undefined {
  const key = keyIn(() => createPrivateKey(pem));
  if (key?.asymmetricKeyType !== 'ed25519') return undefined;
  return {
    publicKey: encoded(createPublicKey(key)),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** A public key from PEM, as `publicKey` of a signer gives it (SPKI, DER, base64); undefined where the text is none that signs. */
export function publicKeyIn(pem: string): string | undefined {
  if (pem.includes('PRIVATE KEY')) return undefined;
  const key = keyIn(() => createPublicKey(pem));
  return key && wayOf(key) !== undefined ? encoded(key) : undefined;
}

/** How a public key (SPKI, DER, base64) signs; undefined for one that cannot be read, is too weak, or has no way here. */
export function algorithmOf(publicKey: string): Algorithm | undefined {
  const key = publicKeyOf(publicKey);
  return key && wayOf(key);
}

/** Whether a key signed exactly this text. False for a key or a signature that cannot be read. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  const key = publicKeyOf(publicKey);
  const way = key && wayOf(key);
  // Base64 can be written in several ways, of which one is ours.
  if (!key || !way || bytes.toString('base64') !== signature) return false;
  // Source: https://docs.aws.amazon.com/kms/latest/developerguide/offline-operations.html
  const padding =
    way === 'RSASSA_PSS_SHA_256'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {};
  return verify(hashOf(way), Buffer.from(text), { key, ...padding }, bytes);
}

/** How a key is called: the SHA-256 of its SPKI form. */
export const keyName = (publicKey: string): string => `sha256:${sha256(Buffer.from(publicKey, 'base64'))}`;

const encoded = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');

function publicKeyOf(publicKey: string): KeyObject | undefined {
  const der = Buffer.from(publicKey, 'base64');
  if (der.toString('base64') !== publicKey) return undefined;
  return keyIn(() => createPublicKey({ key: der, format: 'der', type: 'spki' }));
}

function wayOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Algorithm | undefined {
  const { namedCurve = '', modulusLength = 0 } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'ed25519') return 'Ed25519';
  if (asymmetricKeyType === 'rsa') return modulusLength >= leastBits ? 'RSASSA_PSS_SHA_256' : undefined;
  return asymmetricKeyType === 'ec' ? ofCurves[namedCurve] : undefined;
}

function keyIn(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
