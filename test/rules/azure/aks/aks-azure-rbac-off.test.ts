import rule from '#rules/azure/aks/aks-azure-rbac-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Azure roles do not decide what people may do in the cluster.';
const without = 'Azure RBAC cannot work: the cluster has no managed Entra integration.';
const cannot = 'it takes managed Entra integration first';

testRule(rule, {
  pass: {
    'enableAzureRbac is true': { on: aksWith({ aadProfile: { managed: true, enableAzureRbac: true } }) },
  },
  fail: {
    'a missing enableAzureRbac counts as false, and the plan turns it on': {
      on: aksWith({ aadProfile: { managed: true, adminGroupObjectIDs: ['group'] } }),
      message,
    },
    'Entra sign-in with Kubernetes RBAC alone': {
      on: aksWith({ aadProfile: { managed: true, enableAzureRbac: false } }),
      message,
    },
    'no plan while the cluster is stopped': {
      on: aksWith({ aadProfile: { managed: true }, powerState: { code: 'Stopped' } }),
      message,
      cannot: 'the cluster is stopped',
    },
    'no aadProfile still fails': { on: aksWith(), message: without, cannot },
    'an aadProfile that is not managed still fails': {
      on: aksWith({ aadProfile: { managed: false, enableAzureRbac: true } }),
      message: without,
      cannot,
    },
  },
  unknown: {
    'a cluster that is being deleted': { on: aksWith({ provisioningState: 'Deleting' }), reason: 'in-transition' },
  },
});
