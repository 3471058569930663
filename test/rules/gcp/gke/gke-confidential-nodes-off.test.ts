import rule from '#rules/gcp/gke/gke-confidential-nodes-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { require: true };
const on = { confidentialNodes: { enabled: true } };
const pool = (name: string, config: object = {}) => ({ name, config });
const message = 'Node pool system makes nodes that are not confidential.';

testRule(rule, {
  pass: {
    'each pool has confidential nodes': { on: gkeWith({ nodePools: [pool('system', on), pool('web', on)] }), params },
    'the cluster has them': { on: gkeWith({ ...on, nodePools: [pool('system')] }), params },
    'an Autopilot cluster has them': { on: gkeWith({ ...on, autopilot: { enabled: true } }), params },
  },
  fail: {
    'a pool that does not say it': { on: gkeWith(), params, key: 'system', message },
    'a pool that has none': {
      on: gkeWith({ nodePools: [pool('system', { confidentialNodes: {} })] }),
      params,
      key: 'system',
      message,
    },
    'each pool is a finding of its own': {
      on: gkeWith({
        confidentialNodes: {},
        nodePools: [pool('system'), pool('good', on), pool('web')],
      }),
      params,
      key: 'system',
      message,
      also: ['Node pool web makes nodes that are not confidential.'],
    },
    'only the cluster counts on Autopilot': {
      on: gkeWith({ autopilot: { enabled: true }, nodePools: [pool('system', on)] }),
      params,
      message: 'Autopilot makes nodes that are not confidential.',
    },
  },
  unknown: {
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), params, reason: 'in-transition' },
  },
  notApplicable: {
    'policy does not ask for it': { on: gkeWith(), message: 'policy does not ask for it' },
    'no pools': { on: gkeWith({ nodePools: [] }), params, message: 'the cluster has no node pools' },
  },
});
