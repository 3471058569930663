import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { sha256 } from './hash.ts';

/** A private key that signs, from PEM; undefined where the text is none, or one of another kind. */
export function signerOf(pem: string): { readonly publicKey: string; sign(text: string): string } | undefined {
  const key = keyIn(() => createPrivateKey(pem));
  if (!key) return undefined;
  return {
    publicKey: encoded(createPublicKey(key)),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** A public key from PEM, as `publicKey` of a signer gives it (SPKI, DER, base64); undefined where the text is none. */
export function publicKeyIn(pem: string): string | undefined {
  if (pem.includes('PRIVATE KEY')) return undefined;
  const key = keyIn(() => createPublicKey(pem));
  return key && encoded(key);
}

/** Whether a key signed exactly this text. False for a key or a signature that cannot be read. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  const der = Buffer.from(publicKey, 'base64');
  const key = keyIn(() => createPublicKey({ key: der, format: 'der', type: 'spki' }));
  // Base64 can be written in several ways, of which one is ours.
  const isOurs = bytes.toString('base64') === signature && der.toString('base64') === publicKey;
  return key !== undefined && isOurs && verify(null, Buffer.from(text), key, bytes);
}

/** How a key is called: the SHA-256 of its SPKI form. */
export const keyName = (publicKey: string): string => `sha256:${sha256(Buffer.from(publicKey, 'base64'))}`;

const encoded = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');

function keyIn(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read();
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
