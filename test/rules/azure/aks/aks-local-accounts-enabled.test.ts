import rule from '#rules/azure/aks/aks-local-accounts-enabled';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Whoever may list the admin credentials of the cluster gets a client certificate of cluster-admin.';
const still =
  'Local accounts are disabled. Certificates that were handed out before stay valid until they are rotated.';
const nobody = 'Local accounts are disabled; without managed Entra integration nobody can sign in.';
const cannot = 'nobody could sign in: turn on managed Entra integration first';
const managed = { aadProfile: { managed: true } };

testRule(rule, {
  pass: {
    'disabled local accounts, with the certificates that were handed out before': {
      on: aksWith({ disableLocalAccounts: true, ...managed }),
      message: still,
    },
    'disabled local accounts without aadProfile: nobody can sign in': {
      on: aksWith({ disableLocalAccounts: true }),
      message: nobody,
    },
    'disabled local accounts with an integration that is not managed': {
      on: aksWith({ disableLocalAccounts: true, aadProfile: { managed: false } }),
      message: nobody,
    },
    'AKS Automatic returns true': {
      on: aksWith({ sku: { name: 'Automatic' }, disableLocalAccounts: true, ...managed }),
      message: still,
    },
  },
  fail: {
    'a missing disableLocalAccounts counts as false': { on: aksWith(), message, cannot },
    'false, and the plan disables them': { on: aksWith({ disableLocalAccounts: false, ...managed }), message },
    'missing, and the plan disables them': { on: aksWith(managed), message },
    'the fix waits for managed Entra integration': {
      on: aksWith({ disableLocalAccounts: false, aadProfile: { managed: false } }),
      message,
      cannot,
    },
    'no plan while the cluster is being updated': {
      on: aksWith({ ...managed, provisioningState: 'Updating' }),
      message,
      cannot: 'the cluster is in the state Updating',
    },
    'no plan while the cluster is stopped': {
      on: aksWith({ ...managed, powerState: { code: 'Stopped' } }),
      message,
      cannot: 'the cluster is stopped',
    },
    'an answer without a state takes a plan': { on: aksWith({ ...managed, provisioningState: undefined }), message },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
