import rule from '#rules/aws/eks/eks-node-auto-repair-off';
import { nodegroupWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Node repair is off.';
const spot = { lifecycle: 'spot' };

testRule(rule, {
  pass: {
    'it is on': { on: nodegroupWith({ nodeRepairConfig: { enabled: true } }) },
    'it is on in a group that policy would exempt': {
      on: nodegroupWith({ nodeRepairConfig: { enabled: true }, tags: spot }),
      params: { exemptTags: spot },
    },
  },
  fail: {
    'it is off': { on: nodegroupWith({ nodeRepairConfig: { enabled: false } }), message },
    'off is the default': { on: nodegroupWith(), message },
    'thresholds alone turn nothing on': {
      on: nodegroupWith({ nodeRepairConfig: { maxUnhealthyNodeThresholdCount: 2 } }),
      message,
    },
    'another value of an exempting tag exempts nothing': {
      on: nodegroupWith({ tags: { lifecycle: 'long' } }),
      params: { exemptTags: spot },
      message,
    },
    'no tag exempts a group unless policy says so': { on: nodegroupWith({ tags: spot }), message },
    'a group that is being updated': { on: nodegroupWith({ status: 'UPDATING' }), message },
  },
  unknown: {
    'a group that is being made': { on: nodegroupWith({ status: 'CREATING' }), reason: 'in-transition' },
    'a group that is being deleted': { on: nodegroupWith({ status: 'DELETING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a group with a tag that policy exempts': {
      on: nodegroupWith({ tags: spot }),
      params: { exemptTags: spot },
      message: 'policy exempts node groups with the tag lifecycle=spot',
    },
  },
});
