import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { endsOfCertificates } from '#lib/certificate';
import { endsIn2027, endsIn2056 } from '../support/certificates.ts';

const told = (pem: string): string => new Date(new X509Certificate(pem).validTo).toISOString();

describe('endsOfCertificates', () => {
  test.each([
    ['a year of two digits', endsIn2027, '2027-12-28T15:20:06.000Z'],
    ['a year of four digits', endsIn2056, '2056-11-15T15:20:06.000Z'],
  ])('reads %s, as Node does', (_, pem, ends) => {
    expect(endsOfCertificates(pem)).toEqual([ends]);
    expect(told(pem)).toBe(ends);
  });

  it('reads each certificate, in their order', () => {
    expect(endsOfCertificates(endsIn2056 + endsIn2027)).toEqual([told(endsIn2056), told(endsIn2027)]);
  });

  test.each([
    ['nothing', ''],
    ['no certificate', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
    ['no base64', '-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----'],
    ['no DER', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['one that does not parse beside one that does', `${endsIn2027}${endsIn2056.replace('MII', 'MIJ')}`],
  ])('says nothing of %s', (_, pem) => {
    expect(endsOfCertificates(pem)).toBeUndefined();
  });

  it('takes any bytes, and says nothing or moments', () => {
    const whole = Buffer.from(endsIn2056.split('\n')[1] ?? '', 'base64');
    const spoilt = fc.tuple(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length)).map(([at, byte, length]) => {
      const bytes = Buffer.from(whole);
      bytes[at] = byte;
      return bytes.subarray(0, length);
    });
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const body = Buffer.from(bytes).toString('base64');
        const ends = endsOfCertificates(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`);
        expect((ends ?? []).every((it) => !Number.isNaN(Date.parse(it)))).toBe(true);
      }),
    );
  });
});
