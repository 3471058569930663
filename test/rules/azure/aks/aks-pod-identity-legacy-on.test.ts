import rule from '#rules/azure/aks/aks-pod-identity-legacy-on';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Pod-managed identity, which is retired, is on.';
const kubenet = { networkProfile: { networkPlugin: 'Kubenet' } };

testRule(rule, {
  pass: {
    'no profile': { on: aksWith() },
    'an empty profile': { on: aksWith({ podIdentityProfile: {} }) },
    'it is off, whatever is allowed on kubenet': {
      on: aksWith({ podIdentityProfile: { enabled: false, allowNetworkPluginKubenet: true }, ...kubenet }),
    },
  },
  fail: {
    'it is on': { on: aksWith({ podIdentityProfile: { enabled: true } }), message },
    'on kubenet without the permission for that': {
      on: aksWith({ podIdentityProfile: { enabled: true, allowNetworkPluginKubenet: false }, ...kubenet }),
      message,
    },
    'with the permission for kubenet on another plugin': {
      on: aksWith({
        podIdentityProfile: { enabled: true, allowNetworkPluginKubenet: true },
        networkProfile: { networkPlugin: 'azure' },
      }),
      message,
    },
    'on kubenet pods take the identities of others': {
      on: aksWith({ podIdentityProfile: { enabled: true, allowNetworkPluginKubenet: true }, ...kubenet }),
      message: 'Pod-managed identity is on with kubenet: pods can take the identities of others.',
      grade: 'critical',
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
