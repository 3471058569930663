import { expect, it } from 'vitest';
import rule from '#rules/aws/eks/eks-deletion-protection-off';
import { clusterWith } from '../../../support/aws/eks.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const off = (more: Parameters<typeof clusterWith>[1] = {}) => clusterWith({}, { deletionProtection: false, ...more });
const message = 'Deletion protection is off.';
const ephemeral = { lifecycle: 'ephemeral' };

testRule(rule, {
  pass: {
    'it is on': { on: clusterWith({}, { deletionProtection: true }) },
    'it is on in a cluster that policy would exempt': {
      on: clusterWith({}, { deletionProtection: true, tags: ephemeral }),
      params: { exemptTags: ephemeral },
    },
  },
  fail: {
    'it is off': { on: off(), message },
    'no tag exempts a cluster unless policy says so': { on: off({ tags: ephemeral }), message },
    'another value of an exempting tag exempts nothing': {
      on: off({ tags: { lifecycle: 'long' } }),
      params: { exemptTags: ephemeral },
      message,
    },
    'a cluster without tags': { on: off(), params: { exemptTags: ephemeral }, message },
    'a cluster that is being updated': { on: off({ status: 'UPDATING' }), message },
    'a local cluster on Outposts': { on: off({ outpostConfig: { outpostArns: [] } }), message },
  },
  unknown: {
    'an answer that does not name it, as old ones do not': {
      on: clusterWith({}),
      reason: 'field-missing',
      message: 'The answer has no deletionProtection.',
    },
    'a cluster that is being made': {
      on: clusterWith({}, { status: 'CREATING' }),
      reason: 'in-transition',
      message: 'Its state is CREATING.',
    },
    'a cluster that is being deleted': { on: clusterWith({}, { status: 'DELETING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({}, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
    'a cluster that was never made': { on: clusterWith({}, { status: 'FAILED' }), message: 'its creation failed' },
    'a cluster with a tag that policy exempts': {
      on: clusterWith({}, { tags: ephemeral }),
      params: { exemptTags: { other: 'tag', ...ephemeral } },
      message: 'policy exempts clusters with the tag lifecycle=ephemeral',
    },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, off()).judgements;
  expect(found?.evidence).toEqual([{ at: 'deletionProtection', actual: false, expected: true }]);
});
