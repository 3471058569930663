import { expect, it } from 'vitest';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { worldOf } from '#engine/world';
import { fail } from '#rule';
import rule from '#rules/gcp/gke/gke-node-auto-repair-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { snapshotsOf } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { lookFrom } from '../../../support/look-from.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = { autoRepair: true };
const pool = (management?: object, name = 'system') => ({ name, ...(management && { management }) });
const auto = (enableNodeAutoprovisioning: boolean, management?: object) => ({
  autoscaling: { enableNodeAutoprovisioning, autoprovisioningNodePoolDefaults: { ...(management && { management }) } },
});
const says = (label: string) => `${label} leaves nodes without auto-repair.`;
const key = 'system';
const message = says('Node pool system');
const cannot = 'the defaults of node auto-provisioning are replaced as a whole: set them there';

testRule(rule, {
  pass: {
    'auto-repair is on': { on: gkeWith({ nodePools: [pool(on)] }) },
    'the defaults have it on': { on: gkeWith({ nodePools: [pool(on)], ...auto(true, on) }) },
    'defaults count only while auto-provisioning is on': { on: gkeWith({ nodePools: [pool(on)], ...auto(false) }) },
  },
  fail: {
    'nothing about it means off': { on: gkeWith({ nodePools: [pool()] }), key, message },
    'false means off': { on: gkeWith({ nodePools: [pool({ autoRepair: false })] }), key, message },
    'auto-upgrade is kept': { on: gkeWith({ nodePools: [pool({ autoUpgrade: true })] }), key, message },
    'a pool is judged by what it says, release channel or not': {
      on: gkeWith({ nodePools: [pool({})], releaseChannel: { channel: 'REGULAR' } }),
      key,
      message,
    },
    'each pool is a finding of its own': {
      on: gkeWith({ nodePools: [pool(), pool(on, 'good'), pool({}, 'batch')] }),
      key,
      message,
      also: [says('Node pool batch')],
    },
    'auto-provisioning, and no pools yet': {
      on: gkeWith({ nodePools: undefined, ...auto(true) }),
      key: 'auto-provisioning defaults',
      message: says('Node auto-provisioning'),
      cannot,
    },
    'auto-provisioning without defaults about it': {
      on: gkeWith({ nodePools: [pool(on)], ...auto(true) }),
      key: 'auto-provisioning defaults',
      message: says('Node auto-provisioning'),
      cannot,
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
  notApplicable: {
    Autopilot: { on: gkeWith({ autopilot: { enabled: true } }), message: 'Google enforces it on Autopilot clusters' },
    'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, gkeWith({ nodePools: [pool({ autoRepair: false })] })).judgements;
  expect(found?.evidence).toMatchObject([{ actual: false, expected: true }]);
});
it('the plan leaves auto-upgrade as it is', () => {
  const planned = (management?: object) => {
    const on = gkeWith({ nodePools: [pool(management)] });
    const look = lookFrom(worldOf(snapshotsOf([on], [gkeCluster])), on);
    const context = { ...look, params: {}, at: '2026-11-01T00:00:00Z' };
    return rule.remediation?.plan(on, context, fail(message, [], { key }));
  };
  const steps = (kept: boolean) => [{ request: { management: { autoUpgrade: kept, autoRepair: true } } }];
  expect(planned({ autoUpgrade: true })).toMatchObject(steps(true));
  expect(planned({ autoUpgrade: false })).toMatchObject(steps(false));
  expect(planned()).toMatchObject(steps(false));
});
