import rule from '#rules/azure/aks/aks-entra-integration-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'The cluster has no managed Entra integration.';
const retired = 'The cluster signs people in with the retired Entra integration of its own app server-app.';

testRule(rule, {
  pass: {
    'managed is true': { on: aksWith({ aadProfile: { managed: true, tenantID: 'tenant' } }) },
    'who may do what is not asked': { on: aksWith({ aadProfile: { managed: true, enableAzureRbac: false } }) },
    'app ids that were left behind do not count': {
      on: aksWith({ aadProfile: { managed: true, serverAppID: 'server-app' } }),
    },
  },
  fail: {
    'no aadProfile': { on: aksWith(), message },
    'an empty aadProfile': { on: aksWith({ aadProfile: {} }), message },
    'managed is false': { on: aksWith({ aadProfile: { managed: false, tenantID: 'tenant' } }), message },
    'app ids without managed are the retired integration': {
      on: aksWith({ aadProfile: { serverAppID: 'server-app', clientAppID: 'client-app' } }),
      message: retired,
    },
    'a client app alone is the retired integration': {
      on: aksWith({ aadProfile: { clientAppID: 'client-app', serverAppID: '' } }),
      message: 'The cluster signs people in with the retired Entra integration of its own app client-app.',
    },
    'a server app beside managed false': {
      on: aksWith({ aadProfile: { serverAppID: 'server-app', managed: false } }),
      message: retired,
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
