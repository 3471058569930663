import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-node-integrity-monitoring-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = { enableIntegrityMonitoring: true };
const pool = (shieldedInstanceConfig?: object, name = 'system') => ({
  name,
  config: { ...(shieldedInstanceConfig && { shieldedInstanceConfig }) },
});
const auto = (enableNodeAutoprovisioning: boolean, shieldedInstanceConfig?: object) => ({
  autoscaling: {
    enableNodeAutoprovisioning,
    autoprovisioningNodePoolDefaults: { ...(shieldedInstanceConfig && { shieldedInstanceConfig }) },
  },
});
const says = (label: string) => `${label} makes nodes without integrity monitoring.`;
const key = 'system';
const message = says('Node pool system');

testRule(rule, {
  pass: {
    'it is on': { on: gkeWith({ nodePools: [pool(on)] }) },
    'auto-provisioning says nothing, which means on': { on: gkeWith({ nodePools: [pool(on)], ...auto(true) }) },
    'auto-provisioning has it on': { on: gkeWith({ nodePools: [pool(on)], ...auto(true, on) }) },
    'defaults count only while auto-provisioning is on': {
      on: gkeWith({ nodePools: [pool(on)], ...auto(false, { enableSecureBoot: true }) }),
    },
  },
  fail: {
    'nothing about shielded instances': { on: gkeWith({ nodePools: [pool()] }), key, message },
    'nothing about it means off': { on: gkeWith({ nodePools: [pool({ enableSecureBoot: true })] }), key, message },
    'false means off': { on: gkeWith({ nodePools: [pool({ enableIntegrityMonitoring: false })] }), key, message },
    'each pool is a finding of its own': {
      on: gkeWith({ nodePools: [pool(), pool(on, 'good'), pool({}, 'batch')] }),
      key,
      message,
      also: [says('Node pool batch')],
    },
    'auto-provisioning has it off': {
      on: gkeWith({ nodePools: [pool(on)], ...auto(true, { enableSecureBoot: true }) }),
      key: 'auto-provisioning defaults',
      message: says('Node auto-provisioning'),
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
  notApplicable: {
    Autopilot: { on: gkeWith({ autopilot: { enabled: true } }), message: 'Google enforces it on Autopilot clusters' },
    'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, gkeWith({ nodePools: [pool({ enableIntegrityMonitoring: false })] })).judgements;
  expect(found?.evidence).toEqual([
    { at: 'nodePools[0].config.shieldedInstanceConfig.enableIntegrityMonitoring', actual: false, expected: true },
  ]);
});
