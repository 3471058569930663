import rule from '#rules/azure/aks/aks-workload-identity-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const both = 'Off: workload identity and the OIDC issuer.';
const identity = { workloadIdentity: { enabled: true } };

testRule(rule, {
  pass: {
    'both are on': { on: aksWith({ securityProfile: identity, oidcIssuerProfile: { enabled: true, issuerURL: 'u' } }) },
  },
  fail: {
    'absent profiles, and the plan turns both on': { on: aksWith(), message: both },
    'empty profiles': { on: aksWith({ securityProfile: {}, oidcIssuerProfile: {} }), message: both },
    'both are false': {
      on: aksWith({ securityProfile: { workloadIdentity: { enabled: false } }, oidcIssuerProfile: { enabled: false } }),
      message: both,
    },
    'only the issuer is on': {
      on: aksWith({ oidcIssuerProfile: { enabled: true } }),
      message: 'Off: workload identity.',
    },
    'only workload identity is on': {
      on: aksWith({ securityProfile: identity, oidcIssuerProfile: { enabled: false } }),
      message: 'Off: the OIDC issuer.',
    },
    'the plan keeps the rest of the security profile': {
      on: aksWith({
        securityProfile: { defender: { securityMonitoring: { enabled: true } } },
        oidcIssuerProfile: { enabled: true },
      }),
      message: 'Off: workload identity.',
    },
    'no plan while the cluster is being updated': {
      on: aksWith({ provisioningState: 'Updating' }),
      message: both,
      cannot: 'the cluster is in the state Updating',
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
