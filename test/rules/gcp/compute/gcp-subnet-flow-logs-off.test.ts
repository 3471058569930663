import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import rule from '#rules/gcp/compute/gcp-subnet-flow-logs-off';
import { subnetworkWith } from '../../../support/gcp/compute.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

type Logging = NonNullable<NonNullable<Parameters<typeof subnetworkWith>[0]>['logConfig']>;

const logging = (logConfig: Logging) =>
  subnetworkWith({ logConfig: { enable: true, flowSampling: 0.5, ...logConfig } });
const beside = [gkeWith({ subnetwork: 'nodes' })];
const params = { nothingBesides: true };
const none = 'The subnetwork logs no flows.';
const besides = 'Logs that the Network Management API turns on besides are not read.';
const few = 'Flows are sampled at a rate of 0.1.';

testRule(rule, {
  pass: {
    'flows are logged at exactly minSampling': { on: logging({}), beside },
    'the legacy field says so, too': {
      on: subnetworkWith({ enableFlowLogs: true, logConfig: { flowSampling: 1 } }),
      beside,
    },
    'a filter that lets everything through': { on: logging({ filterExpr: 'true' }), beside },
    'less where policy takes it': { on: logging({ flowSampling: 0.1 }), beside, params: { minSampling: 0.1 } },
  },
  fail: {
    'flow logs are off': { on: subnetworkWith({ logConfig: { enable: false } }), beside, params, message: none },
    'no logConfig means off': { on: subnetworkWith(), beside, params, message: none },
    'both fields say off': {
      on: subnetworkWith({ enableFlowLogs: false, logConfig: { enable: false } }),
      beside,
      params,
      message: none,
    },
    'an answer of old that names no purpose': {
      on: subnetworkWith({ purpose: undefined, enableFlowLogs: false }),
      beside,
      params,
      message: none,
    },
    'a purpose of old, which holds machines as well': {
      on: subnetworkWith({ purpose: 'PRIVATE_RFC_1918' }),
      beside,
      params,
      message: none,
    },
    'a pool is in it': {
      on: subnetworkWith(),
      beside: [
        gkeWith({ subnetwork: 'others', nodePools: [{ name: 'batch', networkConfig: { subnetwork: 'nodes' } }] }),
      ],
      params,
      message: none,
    },
    'fewer than minSampling is low': {
      on: logging({ flowSampling: 0.1 }),
      beside,
      params,
      message: few,
      grade: 'low',
    },
    'a higher minSampling': {
      on: logging({}),
      beside,
      params: { ...params, minSampling: 1 },
      message: 'Flows are sampled at a rate of 0.5.',
      grade: 'low',
    },
    'a filter that drops flows is low': {
      on: logging({ filterExpr: 'inIpRange(connection.src_ip, "10.0.0.0/8")' }),
      beside,
      params,
      message: 'Only flows are logged where inIpRange(connection.src_ip, "10.0.0.0/8").',
      grade: 'low',
    },
  },
  unknown: {
    'what else may log them is not read': {
      on: subnetworkWith({ logConfig: { enable: false } }),
      beside,
      reason: 'outside',
      message: `${none} ${besides}`,
    },
    'a few of them, and what else may log them is not read': {
      on: logging({ flowSampling: 0.1 }),
      beside,
      reason: 'outside',
      message: `${few} ${besides}`,
    },
    'the rate is not told': { on: subnetworkWith({ logConfig: { enable: true } }), beside, reason: 'field-missing' },
    'clusters could not be listed': { on: subnetworkWith(), params, hidden: [gkeCluster], reason: 'denied' },
  },
  notApplicable: {
    'the subnetwork is for proxies': {
      on: subnetworkWith({ purpose: 'REGIONAL_MANAGED_PROXY' }),
      beside,
      message: 'its purpose is REGIONAL_MANAGED_PROXY',
    },
    'no cluster has nodes in it': {
      on: subnetworkWith(),
      beside: [gkeWith({ subnetwork: 'others' })],
      message: 'no GKE cluster has nodes in it',
    },
  },
});
