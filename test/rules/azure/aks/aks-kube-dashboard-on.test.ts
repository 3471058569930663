import rule from '#rules/azure/aks/aks-kube-dashboard-on';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'The dashboard add-on is on.';
const addon = (enabled: boolean, key = 'kubeDashboard') => aksWith({ addonProfiles: { [key]: { enabled } } });

testRule(rule, {
  pass: {
    'no add-ons': { on: aksWith() },
    'other add-ons': { on: addon(true, 'azurepolicy') },
    'the add-on is off': { on: addon(false) },
  },
  fail: {
    'the add-on is on': { on: addon(true), message },
    'its name is compared without case': {
      on: addon(true, 'kubedashboard'),
      message,
      cannot: 'the cluster spells the add-on kubeDashboard otherwise',
    },
    'one spelling is off and the other on': {
      on: aksWith({ addonProfiles: { kubeDashboard: { enabled: false }, KUBEDASHBOARD: { enabled: true } } }),
      message,
      cannot: 'the cluster spells the add-on kubeDashboard otherwise',
    },
    'no plan while the cluster is stopped': {
      on: aksWith({ addonProfiles: { kubeDashboard: { enabled: true } }, powerState: { code: 'Stopped' } }),
      message,
      cannot: 'the cluster is stopped',
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
