import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-node-default-service-account';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const own = 'nodes@shop-prod.iam.gserviceaccount.com';
const pool = (serviceAccount?: string, name = 'system') => ({
  name,
  config: { ...(serviceAccount !== undefined && { serviceAccount }) },
});
const auto = (enableNodeAutoprovisioning: boolean, serviceAccount?: string) => ({
  autoscaling: {
    enableNodeAutoprovisioning,
    autoprovisioningNodePoolDefaults: { ...(serviceAccount !== undefined && { serviceAccount }) },
  },
});
const autopilot = { autopilot: { enabled: true } };
const says = (label: string) => `${label} runs nodes as the Compute Engine default service account.`;
const key = 'system';
const message = says('Node pool system');

testRule(rule, {
  pass: {
    'an account of their own': { on: gkeWith({ nodePools: [pool(own)] }) },
    'a default account by its looks alone': {
      on: gkeWith({ nodePools: [pool('my-1-compute@developer.gserviceaccount.com.example.org')] }),
    },
    'defaults with an account of their own': { on: gkeWith({ nodePools: [pool(own)], ...auto(true, own) }) },
    'defaults count only while auto-provisioning is on': { on: gkeWith({ nodePools: [pool(own)], ...auto(false) }) },
    'Autopilot with an account in its defaults': {
      on: gkeWith({ ...autopilot, nodePools: [pool()], ...auto(false, own) }),
    },
    "Autopilot's pools where the defaults name none": { on: gkeWith({ ...autopilot, nodePools: [pool(own)] }) },
    "the cluster's nodeConfig only mirrors the first pool": {
      on: gkeWith({ nodePools: [pool(own)], nodeConfig: { serviceAccount: 'default' } }),
    },
  },
  fail: {
    'the word default': { on: gkeWith({ nodePools: [pool('default')] }), key, message },
    'an empty account': { on: gkeWith({ nodePools: [pool('')] }), key, message },
    'no account': { on: gkeWith({ nodePools: [pool()] }), key, message },
    'a pool without configuration': { on: gkeWith({ nodePools: [{ name: 'system' }] }), key, message },
    "the project's Compute Engine account": {
      on: gkeWith({ nodePools: [pool('123456789-compute@developer.gserviceaccount.com')] }),
      key,
      message,
    },
    'each pool is a finding of its own': {
      on: gkeWith({ nodePools: [pool(), pool(own, 'good'), pool('default', 'batch')] }),
      key,
      message,
      also: [says('Node pool batch')],
    },
    'the defaults of auto-provisioning': {
      on: gkeWith({ nodePools: [pool(own)], ...auto(true) }),
      key: 'auto-provisioning defaults',
      message: says('Node auto-provisioning'),
    },
    'Autopilot by its defaults': {
      on: gkeWith({ ...autopilot, nodePools: [pool(own)], ...auto(false, 'default') }),
      message: says('Autopilot'),
    },
    'Autopilot by its pools, once per cluster': {
      on: gkeWith({ ...autopilot, nodePools: [pool(), pool('default', 'batch')] }),
      message: says('Autopilot'),
    },
    'Autopilot without defaults and pools': {
      on: gkeWith({ ...autopilot, nodePools: [] }),
      message: says('Autopilot'),
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
  notApplicable: {
    'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
  },
});

it('the evidence of a pool is its own account', () => {
  const on = gkeWith({ nodePools: [pool('default'), pool('default', 'batch')] });
  expect(judgedBy(rule, on).judgements.map(({ evidence }) => evidence)).toEqual([
    [{ at: 'nodePools[0].config.serviceAccount', actual: 'default' }],
    [{ at: 'nodePools[1].config.serviceAccount', actual: 'default' }],
  ]);
});
