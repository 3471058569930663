import rule from '#rules/azure/aks/aks-http-application-routing-on';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'The retired HTTP application routing is on.';
const addon = (enabled: boolean, key = 'httpApplicationRouting') => aksWith({ addonProfiles: { [key]: { enabled } } });

testRule(rule, {
  pass: {
    'no add-ons': { on: aksWith() },
    'other add-ons': { on: addon(true, 'azurepolicy') },
    'the add-on is off': { on: addon(false) },
  },
  fail: {
    'the add-on is on': { on: addon(true), message },
    'its name is compared without case': {
      on: addon(true, 'httpapplicationrouting'),
      message,
      cannot: 'the cluster spells the add-on httpApplicationRouting otherwise',
    },
    'one spelling is off and the other on': {
      on: aksWith({
        addonProfiles: { httpApplicationRouting: { enabled: false }, HTTPAPPLICATIONROUTING: { enabled: true } },
      }),
      message,
      cannot: 'the cluster spells the add-on httpApplicationRouting otherwise',
    },
    'no plan while the cluster is stopped': {
      on: aksWith({ addonProfiles: { httpApplicationRouting: { enabled: true } }, powerState: { code: 'Stopped' } }),
      message,
      cannot: 'the cluster is stopped',
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
