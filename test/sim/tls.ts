import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A certificate with its private key, both PEM. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority that lives in memory for one test run. */
export interface TestAuthority {
  /** The authority's own certificate, PEM: what a client has to trust. */
  readonly pem: string;
  /** Signs a server certificate for host names and IPv4 addresses. */
  issue(hosts: readonly string[]): IssuedCertificate;
}

/**
 * Makes a certificate authority with a fresh P-256 key. Node signs but cannot compose certificates,
 * so the X.509 structure (RFC 5280) is written here as DER.
 */
export function createAuthority(name: string): TestAuthority {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const authorityKeyId = keyIdOf(authority.publicKey);
  const certificate = (serial: number, subject: string, key: KeyObject, extensions: readonly Buffer[]): string =>
    signedCertificate(
      tbsCertificate({
        serial,
        issuer: name,
        subject,
        key,
        extensions: [...extensions, authorityKeyIdentifier(authorityKeyId)],
      }),
      authority.privateKey,
    );
  let serial = 1;
  return {
    pem: certificate(serial, name, authority.publicKey, [
      extension('2.5.29.19', true, sequence(boolean(true))),
      extension('2.5.29.15', true, bits(0x06, 1)),
      subjectKeyIdentifier(authorityKeyId),
    ]),
    issue: (hosts) => {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      serial += 1;
      const cert = certificate(serial, hosts[0] ?? 'localhost', pair.publicKey, [
        extension('2.5.29.19', true, sequence()),
        extension('2.5.29.15', true, bits(0x80, 7)),
        extension('2.5.29.37', false, sequence(objectId('1.3.6.1.5.5.7.3.1'))),
        extension('2.5.29.17', false, sequence(...hosts.map(alternativeName))),
        subjectKeyIdentifier(keyIdOf(pair.publicKey)),
      ]);
      return { cert, key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
    },
  };
}

interface CertificateFields {
  readonly serial: number;
  readonly issuer: string;
  readonly subject: string;
  readonly key: KeyObject;
  readonly extensions: readonly Buffer[];
}

function tbsCertificate({ serial, issuer, subject, key, extensions }: CertificateFields): Buffer {
  return sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([serial])),
    ecdsaWithSha256(),
    distinguishedName(issuer),
    sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z'))),
    distinguishedName(subject),
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
}

function signedCertificate(tbs: Buffer, key: KeyObject): string {
  const signature = sign('sha256', tbs, key);
  const body = sequence(tbs, ecdsaWithSha256(), der(0x03, Buffer.concat([Buffer.from([0]), signature]))).toString(
    'base64',
  );
  const lines = body.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function ecdsaWithSha256(): Buffer {
  return sequence(objectId('1.2.840.10045.4.3.2'));
}

function distinguishedName(name: string): Buffer {
  return sequence(der(0x31, sequence(objectId('2.5.4.3'), der(0x0c, Buffer.from(name)))));
}

function alternativeName(host: string): Buffer {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host)
    ? der(0x87, Buffer.from(host.split('.').map(Number)))
    : der(0x82, Buffer.from(host));
}

function keyIdOf(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

function subjectKeyIdentifier(id: Buffer): Buffer {
  return extension('2.5.29.14', false, der(0x04, id));
}

function authorityKeyIdentifier(id: Buffer): Buffer {
  return extension('2.5.29.35', false, sequence(der(0x80, id)));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), der(0x04, value));
}

function boolean(value: boolean): Buffer {
  return der(0x01, Buffer.from([value ? 0xff : 0]));
}

function bits(value: number, unused: number): Buffer {
  return der(0x03, Buffer.from([unused, value]));
}

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), derLength(content.length), content]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x100) return Buffer.from([0x81, length]);
  return Buffer.from([0x82, length >> 8, length & 0xff]);
}
