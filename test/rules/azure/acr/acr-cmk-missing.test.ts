import rule from '#rules/azure/acr/acr-cmk-missing';
import { registryWith } from '../../../support/azure/acr.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { requireCmk: true };
const message = 'The images are encrypted with a key of the platform alone.';

testRule(rule, {
  pass: { 'a key of the customer': { on: registryWith({ encryption: { status: 'Enabled' } }), params } },
  fail: {
    'encryption is disabled': { on: registryWith({ encryption: { status: 'disabled' } }), params, message },
    'encryption without a status': { on: registryWith({ encryption: {} }), params, message },
    'no encryption': { on: registryWith(), params, message },
  },
  unknown: {
    'a registry that is being made': {
      on: registryWith({ provisioningState: 'Creating' }),
      params,
      reason: 'in-transition',
    },
  },
  notApplicable: {
    'policy does not ask for it': { on: registryWith(), message: 'policy asks for no key of the customer' },
    'a tier that cannot have one': {
      on: registryWith({ sku: { name: 'Basic' } }),
      params,
      message: 'only a Premium registry can have a key of the customer',
    },
  },
});
