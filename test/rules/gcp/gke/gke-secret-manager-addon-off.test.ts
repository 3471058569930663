import rule from '#rules/gcp/gke/gke-secret-manager-addon-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { require: true };
const message = 'Neither the Secret Manager add-on nor the synchronisation of its secrets is on.';

testRule(rule, {
  pass: {
    'the add-on is on': { on: gkeWith({ secretManagerConfig: { enabled: true } }), params },
    'the synchronisation is on': {
      on: gkeWith({ secretManagerConfig: { enabled: false }, secretSyncConfig: { enabled: true } }),
      params,
    },
    'Autopilot counts too': {
      on: gkeWith({ autopilot: { enabled: true }, secretManagerConfig: { enabled: true } }),
      params,
    },
  },
  fail: {
    'neither is named': { on: gkeWith(), params, message },
    'both are off': {
      on: gkeWith({ secretManagerConfig: { enabled: false }, secretSyncConfig: { enabled: false } }),
      params,
      message,
    },
    'rotation alone': {
      on: gkeWith({ secretManagerConfig: { rotationConfig: { enabled: true } } }),
      params,
      message,
    },
  },
  unknown: {
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), params, reason: 'in-transition' },
  },
  notApplicable: {
    'policy does not ask for it': { on: gkeWith(), message: 'policy does not ask for it' },
  },
});
