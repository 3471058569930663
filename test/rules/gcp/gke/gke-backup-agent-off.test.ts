import rule from '#rules/gcp/gke/gke-backup-agent-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { require: true };
const message = 'The agent of Backup for GKE is off.';

testRule(rule, {
  pass: {
    'the agent is on': { on: gkeWith({ addonsConfig: { gkeBackupAgentConfig: { enabled: true } } }), params },
  },
  fail: {
    'no add-on is named': { on: gkeWith(), params, message },
    'the agent is not among the add-ons': {
      on: gkeWith({ addonsConfig: { httpLoadBalancing: {} } }),
      params,
      message,
    },
    'the agent is off': { on: gkeWith({ addonsConfig: { gkeBackupAgentConfig: {} } }), params, message },
  },
  unknown: {
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), params, reason: 'in-transition' },
  },
  notApplicable: {
    'policy does not ask for it': { on: gkeWith(), message: 'policy does not ask for it' },
  },
});
