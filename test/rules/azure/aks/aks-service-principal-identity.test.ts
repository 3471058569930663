import rule from '#rules/azure/aks/aks-service-principal-identity';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const clientId = '8232a3be-7702-4e5d-9df3-5e8f6b0f3c11';
const message = `The cluster acts with the secret of the service principal ${clientId}.`;

testRule(rule, {
  pass: {
    'an identity of the system': { on: aksWith({ identity: { type: 'SystemAssigned' } }) },
    'an identity of the user, and an application beside it': {
      on: aksWith({ identity: { type: 'userassigned' }, servicePrincipalProfile: { clientId } }),
    },
    'msi stands for a managed identity': { on: aksWith({ servicePrincipalProfile: { clientId: 'MSI' } }) },
  },
  fail: {
    'an application and no identity': { on: aksWith({ servicePrincipalProfile: { clientId } }), message },
    'an application and the identity None': {
      on: aksWith({ identity: { type: 'None' }, servicePrincipalProfile: { clientId } }),
      message,
    },
  },
  unknown: {
    'neither is there': {
      on: aksWith(),
      reason: 'field-missing',
      message: 'The answer has no identity.',
    },
    'the identity None, and no application': {
      on: aksWith({ identity: { type: 'None' } }),
      reason: 'field-missing',
      message: 'The answer has no servicePrincipalProfile.clientId.',
    },
  },
});
