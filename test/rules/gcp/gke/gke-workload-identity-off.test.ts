import rule from '#rules/gcp/gke/gke-workload-identity-off';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Workload Identity Federation is off.';
const oldName = { identityNamespace: 'shop-prod.svc.id.goog' };

testRule(rule, {
  pass: {
    'a workload pool': { on: gkeWith({ workloadIdentityConfig: { workloadPool: 'shop-prod.svc.id.goog' } }) },
    'the old name of v1beta1': { on: gkeSaying({ workloadIdentityConfig: oldName }) },
  },
  fail: {
    'nothing about it means off': { on: gkeWith(), message },
    'an empty object means off': { on: gkeWith({ workloadIdentityConfig: {} }), message },
    'an empty pool means off': { on: gkeWith({ workloadIdentityConfig: { workloadPool: '' } }), message },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
  notApplicable: {
    Autopilot: { on: gkeWith({ autopilot: { enabled: true } }), message: 'Google enforces it on Autopilot clusters' },
  },
});
