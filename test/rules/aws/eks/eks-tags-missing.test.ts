import rule from '#rules/aws/eks/eks-tags-missing';
import { clusterWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const tagged = (tags: Readonly<Record<string, string>>) => clusterWith({}, { tags });
const params = { requiredTags: ['owner', 'cost-centre'] };
const tagValues = { owner: 'shop', 'Cost-Centre': '17' };

testRule(rule, {
  pass: {
    'some tag is enough where policy asks for none': { on: tagged({ team: 'shop' }) },
    'all that policy asks for': { on: tagged({ owner: 'shop', 'cost-centre': '17' }), params },
    'case does not count': { on: tagged({ Owner: 'shop', 'Cost-Centre': '17' }), params },
  },
  fail: {
    'no tags': { on: tagged({}), message: 'Nobody has tagged it.', cannot: 'tagValues is empty' },
    'no tags, and values to give': { on: tagged({}), params: { tagValues }, message: 'Nobody has tagged it.' },
    'an answer without tags': {
      on: clusterWith({}),
      params: { tagValues },
      message: 'Nobody has tagged it.',
    },
    'tags of AWS only': {
      on: tagged({ 'aws:cloudformation:stack-name': 'shop' }),
      params: { tagValues },
      message: 'Nobody has tagged it.',
    },
    'a tag that policy asks for is not there': {
      on: tagged({ owner: 'shop' }),
      params: { ...params, tagValues },
      message: 'It has no tag cost-centre.',
    },
    'nobody says what the tag is to hold': {
      on: tagged({ owner: 'shop' }),
      params: { ...params, tagValues: { owner: 'shop', 'cost-centre': ' ' } },
      message: 'It has no tag cost-centre.',
      cannot: 'tagValues has no value for cost-centre',
    },
    'an empty value says nothing': {
      on: tagged({ Owner: ' ', 'cost-centre': '' }),
      params: { ...params, tagValues },
      message: 'It has no tag owner, cost-centre.',
    },
  },
  unknown: {
    'a cluster that is being made': { on: clusterWith({}, { status: 'CREATING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({}, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
  },
});
