import rule from '#rules/azure/aks/aks-image-cleaner-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'The image cleaner is off.';

testRule(rule, {
  pass: { 'it is on': { on: aksWith({ securityProfile: { imageCleaner: { enabled: true, intervalHours: 168 } } }) } },
  fail: {
    'it is off': { on: aksWith({ securityProfile: { imageCleaner: { enabled: false, intervalHours: 48 } } }), message },
    'an empty security profile': { on: aksWith({ securityProfile: {} }), message },
    'no security profile': { on: aksWith(), message },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
