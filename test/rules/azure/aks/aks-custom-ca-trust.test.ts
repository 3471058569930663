import { X509Certificate } from 'node:crypto';
import rule from '#rules/azure/aks/aks-custom-ca-trust';
import { endsIn2027, endsIn2056 } from '../../../support/certificates.ts';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

/** As Node and openssl print it, with colons. */
const printed = (pem: string): string => new X509Certificate(pem).fingerprint256;
const keyOf = (pem: string): string => printed(pem).replaceAll(':', '').toLowerCase();
const base64 = (pem: string): string => Buffer.from(pem).toString('base64');
const trusting = (...pems: readonly string[]) =>
  aksWith({ securityProfile: { customCATrustCertificates: pems.map(base64) } });
const behind = (pem: string, enabled?: boolean) =>
  aksWith({ httpProxyConfig: { httpsProxy: 'https://proxy:3128', trustedCa: base64(pem), enabled } });

const at = '2026-11-23T00:00:00.000Z';
const allowedFingerprints = [printed(endsIn2027), keyOf(endsIn2056).toUpperCase()];
const params = { allowedFingerprints };
const cannot = 'it stands in one value with others, or the proxy of the cluster needs it';
const stranger = (pem: string) => ({
  key: keyOf(pem),
  message: `Nodes trust the certificate authority ${keyOf(pem)}, which policy does not name.`,
});

testRule(rule, {
  pass: {
    'policy names each, with colons or without, in any case': { on: trusting(endsIn2027, endsIn2056), at, params },
    'policy names that of the proxy': { on: behind(endsIn2056), at, params },
    'one that ends in more than the days of warning': {
      on: trusting(endsIn2027),
      at: '2027-11-27T00:00:00.000Z',
      params,
    },
  },
  fail: {
    'policy names none': { on: trusting(endsIn2056), at, ...stranger(endsIn2056) },
    'policy names another': {
      on: trusting(endsIn2056),
      at,
      params: { allowedFingerprints: [printed(endsIn2027)] },
      ...stranger(endsIn2056),
    },
    'several in one value are several findings': {
      on: trusting(endsIn2027 + endsIn2056),
      at,
      ...stranger(endsIn2027),
      also: [stranger(endsIn2056).message],
      cannot,
    },
    'the proxy has one of its own': { on: behind(endsIn2056), at, ...stranger(endsIn2056), cannot },
    'the same in two places is one finding': {
      on: aksWith({
        securityProfile: { customCATrustCertificates: [base64(endsIn2056), base64(`${endsIn2056}\n`)] },
        httpProxyConfig: { trustedCa: base64(endsIn2056) },
      }),
      at,
      ...stranger(endsIn2056),
      cannot,
    },
    'beside another that stays': {
      on: trusting(endsIn2027, endsIn2056),
      at,
      params: { allowedFingerprints: [printed(endsIn2027)] },
      ...stranger(endsIn2056),
    },
    'one that has ended': {
      on: trusting(endsIn2027),
      at: '2028-01-01T00:00:00.000Z',
      params,
      key: keyOf(endsIn2027),
      message: `Nodes trust the certificate authority ${keyOf(endsIn2027)}, which ended on 2027-12-28.`,
    },
    'one that ends within the days of warning': {
      on: trusting(endsIn2027),
      at: '2027-12-01T00:00:00.000Z',
      params,
      key: keyOf(endsIn2027),
      message: `Nodes trust the certificate authority ${keyOf(endsIn2027)}, which ends on 2027-12-28.`,
    },
    'more days of warning': {
      on: trusting(endsIn2027),
      at: '2027-11-01T00:00:00.000Z',
      params: { ...params, warnDays: 60 },
      key: keyOf(endsIn2027),
      message: `Nodes trust the certificate authority ${keyOf(endsIn2027)}, which ends on 2027-12-28.`,
    },
  },
  unknown: {
    'beside one that policy names stands what cannot be looked at': {
      on: trusting(endsIn2056 + endsIn2056.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')),
      at,
      params,
      reason: 'malformed',
      message: 'Not all of what stands at securityProfile.customCATrustCertificates[0] is a certificate.',
    },
    'a value that is no certificate': {
      on: trusting('-----BEGIN PUBLIC KEY-----'),
      at,
      reason: 'malformed',
      message: 'What stands at securityProfile.customCATrustCertificates[0] is no certificate.',
    },
    'a value that is no base64': {
      on: aksWith({ httpProxyConfig: { trustedCa: '!' } }),
      at,
      reason: 'malformed',
    },
    'one that is named beside one that cannot be read': {
      on: trusting(endsIn2056, 'x'),
      at,
      params,
      reason: 'malformed',
    },
  },
  notApplicable: {
    'no authority was given': {
      on: aksWith(),
      at,
      message: 'its nodes trust the authorities of their system alone',
    },
    'an empty list': { on: trusting(), at, message: 'its nodes trust the authorities of their system alone' },
    'a proxy that is off gives nodes nothing': {
      on: behind(endsIn2056, false),
      at,
      message: 'its nodes trust the authorities of their system alone',
    },
  },
});
