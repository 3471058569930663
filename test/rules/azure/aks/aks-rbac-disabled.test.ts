import rule from '#rules/azure/aks/aks-rbac-disabled';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Kubernetes RBAC is off: whoever signs in may do everything.';

testRule(rule, {
  pass: { 'enableRbac is true': { on: aksWith({ enableRbac: true }) } },
  fail: {
    'enableRbac is false': { on: aksWith({ enableRbac: false }), message },
    'a missing enableRbac is off, as on clusters of 2017': { on: aksWith(), message },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
