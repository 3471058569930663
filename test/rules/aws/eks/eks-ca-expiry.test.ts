import rule from '#rules/aws/eks/eks-ca-expiry';
import { clusterWith } from '../../../support/aws/eks.ts';
import { endsIn2027, endsIn2056 } from '../../../support/certificates.ts';
import { testRule } from '../../../support/test-rule.ts';

const trusting = (...pems: readonly string[]) =>
  clusterWith({}, { certificateAuthority: { data: Buffer.from(pems.join('\n')).toString('base64') } });
const at = '2026-11-23T00:00:00.000Z';
const late = '2027-06-01T00:00:00.000Z';
const message = 'The authority of the cluster ends on 2027-12-28, and no other lasts longer.';

testRule(rule, {
  pass: {
    'an authority of thirty years': { on: trusting(endsIn2056), at },
    'more than a year is left': { on: trusting(endsIn2027), at: '2026-12-27T15:20:06.000Z' },
    'less where policy takes it': { on: trusting(endsIn2027), at: late, params: { warnDays: 90 } },
    'two that are both far from their end': { on: trusting(endsIn2027, endsIn2056), at },
  },
  fail: {
    'a year is left': { on: trusting(endsIn2027), at: '2026-12-28T15:20:06.000Z', message },
    'two that both end': { on: trusting(endsIn2027, endsIn2027), at: late, message },
    'it has ended': {
      on: trusting(endsIn2027),
      at: '2028-01-01T00:00:00.000Z',
      message: 'The authority of the cluster ended on 2027-12-28, and no other lasts longer.',
    },
  },
  unknown: {
    'one that ends beside one that stays: either may sign': {
      on: trusting(endsIn2056, endsIn2027),
      at: late,
      reason: 'field-missing',
    },
    'an answer without an authority': { on: clusterWith({}), at, reason: 'field-missing' },
    'no certificate': { on: trusting('not a certificate'), at, reason: 'malformed' },
    'what is no base64': {
      on: clusterWith({}, { certificateAuthority: { data: '%' } }),
      at,
      reason: 'malformed',
    },
  },
  notApplicable: {
    'a cluster that runs elsewhere': {
      on: clusterWith({}, { connectorConfig: {} }),
      at,
      message: 'a registered cluster is not run by EKS',
    },
  },
});
