import rule from '#rules/azure/aks/aks-free-tier';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'The cluster is on the Free tier.';
const free = { sku: { name: 'Base', tier: 'Free' } };
const params = { exemptTags: { Environment: 'dev' } };

testRule(rule, {
  pass: {
    'the Standard tier': { on: aksWith({ sku: { name: 'Base', tier: 'Standard' } }) },
    'the Premium tier': { on: aksWith({ sku: { name: 'Base', tier: 'Premium' } }) },
    'the older name of Standard': { on: aksWith({ sku: { name: 'Basic', tier: 'Paid' } }) },
    'an Automatic cluster is never free': { on: aksWith({ sku: { name: 'Automatic' } }) },
  },
  fail: {
    'the Free tier': { on: aksWith(free), message },
    'the older name of Base': { on: aksWith({ sku: { name: 'Basic', tier: 'free' } }), message },
    'without a tier it is Free': { on: aksWith({ sku: { name: 'Base' } }), message },
    'without a sku it is Free': { on: aksWith(), message },
    'a tag exempts nothing by itself': { on: aksWith({ ...free, tags: { environment: 'dev' } }), message },
    'another value of the tag': { on: aksWith({ ...free, tags: { environment: 'prod' } }), params, message },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
  notApplicable: {
    'policy exempts the tag, whose name is compared without case': {
      on: aksWith({ ...free, tags: { environment: 'dev' } }),
      params,
      message: 'policy exempts clusters with the tag Environment=dev',
    },
  },
});
