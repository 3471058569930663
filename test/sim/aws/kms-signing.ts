import {
  constants,
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  privateEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import {
  GetPublicKey$,
  Sign$,
  type GetPublicKeyRequest,
  type GetPublicKeyResponse,
  type KeyMetadata,
  type SignRequest,
  type SignResponse,
} from '@aws-sdk/client-kms';
import { keyOf } from './kms.ts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const kmsSigningOperations: readonly Operation[] = [
  operation('kms', GetPublicKey$, getPublicKey, 'NotFoundException'),
  operation('kms', Sign$, sign, 'NotFoundException'),
];

/** Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html */
function getPublicKey({ KeyId: asked = '' }: GetPublicKeyRequest, call: Call): GetPublicKeyResponse {
  const { Arn, KeySpec, KeyUsage, SigningAlgorithms, EncryptionAlgorithms } = usable(asked, call);
  const secret = secretOf(Arn, call);
  if (!secret) throw new AwsError('UnsupportedOperationException', `${Arn ?? ''} is not asymmetric: ${KeySpec ?? ''}`);
  const PublicKey = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const algorithms = KeyUsage === 'SIGN_VERIFY' ? { SigningAlgorithms } : { EncryptionAlgorithms };
  return { KeyId: Arn, PublicKey, KeySpec, KeyUsage, ...algorithms };
}

/** Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
function sign(input: SignRequest, call: Call): SignResponse {
  const { KeyId: asked = '', Message = new Uint8Array(), MessageType = 'RAW', SigningAlgorithm = '' } = input;
  const { Arn = '', KeyUsage, SigningAlgorithms = [] } = usable(asked, call);
  const secret = secretOf(Arn, call);
  if (KeyUsage !== 'SIGN_VERIFY') {
    throw new AwsError(
      'InvalidKeyUsageException',
      `${Arn} key usage is ${KeyUsage ?? ''} which is not valid for Sign.`,
    );
  }
  const name = SigningAlgorithms.find((it) => it === SigningAlgorithm);
  if (!secret || name === undefined) {
    throw new AwsError('InvalidKeyUsageException', `Algorithm ${SigningAlgorithm} is incompatible with key spec.`);
  }
  if (Message.length < 1 || Message.length > 4096) throw new AwsError('ValidationException', 'Message takes 1 to 4096');
  const hash = `sha${/SHA_(\d+)$/.exec(name)?.[1] ?? ''}`;
  const digest = MessageType === 'RAW' ? createHash(hash).update(Message).digest() : Buffer.from(Message);
  if (digest.length !== createHash(hash).digest().length) {
    throw new AwsError('ValidationException', `Digest is invalid length for algorithm ${name}.`);
  }
  return {
    KeyId: Arn,
    Signature: name.startsWith('ECDSA') ? ecdsa(secret, digest) : pss(secret, digest, hash),
    SigningAlgorithm: name,
  };
}

/** Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
function usable(asked: string, call: Call): KeyMetadata {
  const key = keyOf(asked, call);
  const { Arn = '', KeyState } = key;
  if (KeyState === 'Disabled') throw new AwsError('DisabledException', `${Arn} is disabled.`);
  if (KeyState === 'PendingDeletion') throw new AwsError('KMSInvalidStateException', `${Arn} is pending deletion.`);
  return key;
}

function secretOf(arn: string | undefined, call: Call): KeyObject | undefined {
  const pem = call.here.kmsSecrets[arn ?? ''];
  return pem === undefined ? undefined : createPrivateKey(pem);
}

/** EMSA-PSS of RFC 8017, section 9.1.1, over a digest; the salt is as long as the digest. Node signs whole texts alone. */
function pss(secret: KeyObject, digest: Buffer, hash: string): Buffer {
  const bits = (secret.asymmetricKeyDetails?.modulusLength ?? 0) - 1;
  const [length, salt] = [Math.ceil(bits / 8), randomBytes(digest.length)];
  const h = createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();
  const db = Buffer.concat([Buffer.alloc(length - salt.length - h.length - 2), Buffer.of(1), salt]);
  const mask = mgf1(h, db.length, hash);
  const masked = Buffer.from(db.map((byte, at) => byte ^ (mask[at] ?? 0)));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - bits));
  const encoded = Buffer.concat([masked, h, Buffer.of(0xbc)]);
  return privateEncrypt({ key: secret, padding: constants.RSA_NO_PADDING }, encoded);
}

function mgf1(seed: Buffer, length: number, hash: string): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0, made = 0; made < length; at += 1) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(at);
    const part = createHash(hash).update(seed).update(counter).digest();
    parts.push(part);
    made += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** The order of P-256. Source: FIPS 186-5, SP 800-186 section 3.2.1.3. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ECDSA of FIPS 186-5, section 6.4.1, over a digest, on P-256 alone, as DER. */
function ecdsa(secret: KeyObject, digest: Buffer): Buffer {
  const d = numberOf(Buffer.from(secret.export({ format: 'jwk' }).d ?? '', 'base64url'));
  for (;;) {
    const nonce = createECDH('prime256v1');
    nonce.generateKeys();
    const r = numberOf(nonce.getPublicKey().subarray(1, 33)) % order;
    const s = (inverse(numberOf(nonce.getPrivateKey())) * (numberOf(digest) + r * d)) % order;
    if (r === 0n || s === 0n) continue;
    const parts = Buffer.concat([derNumber(r), derNumber(s)]);
    return Buffer.concat([Buffer.of(0x30, parts.length), parts]);
  }
}

const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);

/** By Fermat: the order is a prime. */
function inverse(value: bigint): bigint {
  let [result, base, exponent] = [1n, value % order, order - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % order;
    base = (base * base) % order;
  }
  return result;
}

function derNumber(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const positive = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(2, positive.length), positive]);
}
