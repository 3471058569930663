import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-cluster-ca-expiring';
import { endsIn2027, endsIn2056 } from '../../../support/certificates.ts';
import { gkeSaying } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const encoded = (text: string) => ({ clusterCaCertificate: Buffer.from(text).toString('base64') });
const trusting = (pem: string, more: object = {}) => gkeSaying({ masterAuth: encoded(pem), ...more });
const pool = (kubeletCertInfo: object, name = 'system') => ({ name, kubeletCertInfo });
const warning = { conditions: [{ code: 'GKE_SERVICE_ACCOUNT_DELETED' }, { code: 'CA_EXPIRING' }] };
const warned = 'GKE says that the authority of the cluster ends soon.';
const ends = 'The authority of the cluster ends on 2027-12-28.';
const joining = 'The certificate by which nodes of system join ends on 2026-12-24.';
const at = '2026-11-23T00:00:00.000Z';
const never = '1970-01-01T00:00:00Z';
const soon = '2026-12-24T00:00:00Z';
const key = 'system';

testRule(rule, {
  pass: {
    'an authority of thirty years': { on: trusting(endsIn2056), at },
    'ninety-one days are left': { on: trusting(endsIn2027), at: '2027-09-28T15:20:06.000Z' },
    'fewer where policy takes it': {
      on: trusting(endsIn2027),
      at: '2027-12-01T00:00:00.000Z',
      params: { warnDays: 20 },
    },
    'pools whose certificates end later': {
      on: trusting(endsIn2056, { nodePools: [pool({ nonTpmBootstrapCertExpireTime: '2027-12-24T00:00:00Z' })] }),
      at,
    },
    'the first moment of 1970 stands for none': {
      on: trusting(endsIn2056, {
        nodePools: [pool({ tpmBootstrapCertExpireTime: never, nonTpmBootstrapCertExpireTime: null })],
      }),
      at,
    },
    'other conditions': { on: trusting(endsIn2056, { conditions: [{ code: 'GCE_STOCKOUT' }] }), at },
  },
  fail: {
    'ninety days are left': { on: trusting(endsIn2027), at: '2027-09-29T15:20:06.000Z', message: ends },
    'eight days are left': { on: trusting(endsIn2027), at: '2027-12-20T15:20:06.000Z', message: ends },
    'seven days are left': {
      on: trusting(endsIn2027),
      at: '2027-12-21T15:20:06.000Z',
      grade: 'critical',
      message: ends,
    },
    'it has ended': {
      on: trusting(endsIn2027),
      at: '2028-01-01T00:00:00.000Z',
      grade: 'critical',
      message: 'The authority of the cluster ended on 2027-12-28.',
    },
    'the first of two, in a rotation': {
      on: trusting(endsIn2056 + endsIn2027),
      at: '2027-12-01T00:00:00.000Z',
      message: ends,
    },
    'GKE says so': { on: trusting(endsIn2056, warning), at, message: warned },
    'GKE says so, and the certificate is not there': { on: gkeSaying(warning), at, message: warned },
    'one finding where GKE and the certificate say so': {
      on: trusting(endsIn2027, warning),
      at: '2027-12-01T00:00:00.000Z',
      message: ends,
    },
    'the certificate by which a pool joins': {
      on: trusting(endsIn2056, {
        nodePools: [pool({ tpmBootstrapCertExpireTime: soon, nonTpmBootstrapCertExpireTime: '2027-01-01T00:00:00Z' })],
      }),
      at,
      key,
      grade: 'medium',
      message: joining,
    },
    'that of machines without a TPM counts as much': {
      on: trusting(endsIn2056, { nodePools: [pool({ nonTpmBootstrapCertExpireTime: soon })] }),
      at,
      key,
      grade: 'medium',
      message: joining,
    },
    'one that has ended': {
      on: trusting(endsIn2056, { nodePools: [pool({ tpmBootstrapCertExpireTime: '2026-11-01T00:00:00Z' })] }),
      at,
      key,
      grade: 'medium',
      message: 'The certificate by which nodes of system join ended on 2026-11-01.',
    },
    'each pool is a finding of its own, beside the authority': {
      on: trusting(endsIn2027, {
        nodePools: [pool({ tpmBootstrapCertExpireTime: soon }), pool({ tpmBootstrapCertExpireTime: soon }, 'batch')],
      }),
      at,
      params: { warnDays: 400 },
      key,
      grade: 'medium',
      message: joining,
      also: ['The certificate by which nodes of batch join ends on 2026-12-24.', ends],
    },
  },
  unknown: {
    'the answer has no certificate': { on: gkeSaying({ masterAuth: {} }), at, reason: 'field-missing' },
    'a certificate that does not parse': {
      on: trusting('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
      at,
      reason: 'malformed',
      message: 'masterAuth.clusterCaCertificate holds no certificate that can be read.',
    },
    'no base64': { on: gkeSaying({ masterAuth: { clusterCaCertificate: '!' } }), at, reason: 'malformed' },
    'a certificate by which nodes join whose end does not parse': {
      on: trusting(endsIn2056, { nodePools: [pool({ tpmBootstrapCertExpireTime: { seconds: 1 } })] }),
      at,
      reason: 'malformed',
      message: 'nodePools[0].kubeletCertInfo.tpmBootstrapCertExpireTime holds no moment.',
    },
    'a cluster that is being made': {
      on: trusting(endsIn2056, { status: 'PROVISIONING' }),
      at,
      reason: 'in-transition',
    },
  },
});

it('the evidence says when it ends, and holds no certificate', () => {
  const [found] = judgedBy(rule, trusting(endsIn2027), { params: { warnDays: 500 } }).judgements;
  expect(found?.evidence).toEqual([
    { at: 'masterAuth.clusterCaCertificate', actual: 'ends at 2027-12-28T15:20:06.000Z' },
  ]);
});
