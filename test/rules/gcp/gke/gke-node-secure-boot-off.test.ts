import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-node-secure-boot-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = { shieldedInstanceConfig: { enableSecureBoot: true } };
const accelerators = [{ acceleratorType: 'nvidia-l4', acceleratorCount: '1' }];
const pool = (config: object, name = 'system') => ({ name, config });
const auto = (enableNodeAutoprovisioning: boolean, autoprovisioningNodePoolDefaults: object = {}) => ({
  autoscaling: { enableNodeAutoprovisioning, autoprovisioningNodePoolDefaults },
});
const says = (label: string) => `${label} makes nodes without secure boot.`;
const key = 'system';
const message = says('Node pool system');

testRule(rule, {
  pass: {
    'secure boot is on': { on: gkeWith({ nodePools: [pool(on)] }) },
    'secure boot with accelerators': { on: gkeWith({ nodePools: [pool({ ...on, accelerators })] }) },
    'the defaults have it on': { on: gkeWith({ nodePools: [pool(on)], ...auto(true, on) }) },
    'defaults count only while auto-provisioning is on': { on: gkeWith({ nodePools: [pool(on)], ...auto(false) }) },
  },
  fail: {
    'the default is off': { on: gkeWith({ nodePools: [pool({})] }), key, message },
    'a pool without configuration': { on: gkeWith({ nodePools: [{ name: 'system' }] }), key, message },
    'false is off': {
      on: gkeWith({ nodePools: [pool({ shieldedInstanceConfig: { enableSecureBoot: false } })] }),
      key,
      message,
    },
    'each pool is a finding of its own': {
      on: gkeWith({ nodePools: [pool({}), pool(on, 'good'), pool({}, 'batch')] }),
      key,
      message,
      also: [says('Node pool batch')],
    },
    'auto-provisioning without defaults about it': {
      on: gkeWith({ nodePools: [pool(on)], ...auto(true) }),
      key: 'auto-provisioning defaults',
      message: says('Node auto-provisioning'),
    },
    'accelerators where policy exempts none': {
      on: gkeWith({ nodePools: [pool({ accelerators })] }),
      params: { exemptGpuPools: false },
      key,
      message,
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
  notApplicable: {
    Autopilot: { on: gkeWith({ autopilot: { enabled: true } }), message: 'Google enforces it on Autopilot clusters' },
    accelerators: {
      on: gkeWith({ nodePools: [pool({ accelerators })] }),
      message: 'drivers of accelerators may not be signed',
    },
    'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const off = { shieldedInstanceConfig: { enableSecureBoot: false } };
  const [found] = judgedBy(rule, gkeWith({ nodePools: [pool(off)] })).judgements;
  expect(found?.evidence).toMatchObject([{ actual: false, expected: true }]);
});
