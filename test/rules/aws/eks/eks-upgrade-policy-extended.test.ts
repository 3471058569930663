import { eksVersion } from '#clouds/aws/eks/version/resource';
import rule from '#rules/aws/eks/eks-upgrade-policy-extended';
import { clusterWith, versionWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const cluster = (supportType: 'STANDARD' | 'EXTENDED' | undefined, more: Parameters<typeof clusterWith>[1] = {}) =>
  clusterWith({}, { upgradePolicy: { supportType }, ...more });
const supported = [
  versionWith('1.33', { versionStatus: 'STANDARD_SUPPORT', endOfStandardSupportDate: '2027-07-29T00:00:00.000Z' }),
];
const standard = { params: { requiredSupportType: 'STANDARD' } };
const extended = { params: { requiredSupportType: 'EXTENDED' } };

testRule(rule, {
  pass: {
    'standard support, as policy wants': { on: cluster('STANDARD'), beside: supported, ...standard },
    'extended support, as policy wants': { on: cluster('EXTENDED'), beside: supported, ...extended },
  },
  fail: {
    'extended support where policy wants standard': {
      on: cluster('EXTENDED'),
      beside: supported,
      ...standard,
      message: 'Its support type is EXTENDED, not STANDARD.',
    },
    'standard support where policy wants extended': {
      on: cluster('STANDARD'),
      beside: supported,
      ...extended,
      message: 'Its support type is STANDARD, not EXTENDED.',
    },
  },
  unknown: {
    'an answer without the upgrade policy': {
      on: clusterWith({}),
      beside: supported,
      ...standard,
      reason: 'field-missing',
      message: 'The answer has no upgradePolicy.supportType.',
    },
    'a cluster without a version': {
      on: cluster('STANDARD', { version: undefined }),
      ...standard,
      reason: 'field-missing',
    },
    'the versions were refused': { on: cluster('EXTENDED'), hidden: [eksVersion], ...standard, reason: 'denied' },
    'the version is not listed': {
      on: cluster('EXTENDED', { version: '1.34' }),
      beside: supported,
      ...standard,
      reason: 'not-found',
    },
  },
  notApplicable: {
    'policy does not ask for it': { on: cluster('EXTENDED'), message: 'policy does not ask for it' },
    'the version is in extended support already': {
      on: cluster('EXTENDED'),
      beside: [versionWith('1.33', { versionStatus: 'EXTENDED_SUPPORT' })],
      ...standard,
      message: 'its version is past standard support: nothing can be set',
    },
    'a registered cluster': {
      on: cluster('EXTENDED', { connectorConfig: { provider: 'OTHER' } }),
      ...standard,
      message: 'a registered cluster is not run by EKS',
    },
    'a local cluster on Outposts': {
      on: cluster('EXTENDED', { outpostConfig: { outpostArns: [] } }),
      ...standard,
      message: 'a local cluster on Outposts has no upgrade policy',
    },
  },
});
