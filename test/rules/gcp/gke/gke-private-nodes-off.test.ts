import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-private-nodes-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const pool = (name: string, enablePrivateNodes?: boolean) => ({
  name,
  ...(enablePrivateNodes !== undefined && { networkConfig: { enablePrivateNodes } }),
});
const auto = { autopilot: { enabled: true } };
const one = 'Nodes get external addresses in the pool system.';
const fresh = 'New nodes get external addresses.';

testRule(rule, {
  pass: {
    'every pool is private': { on: gkeWith({ nodePools: [pool('system', true), pool('batch', true)] }) },
    "the cluster's default counts where the pool does not say": {
      on: gkeWith({ nodePools: [pool('system')], networkConfig: { defaultEnablePrivateNodes: true } }),
    },
    'the older field counts where there is no default': {
      on: gkeWith({ nodePools: [pool('system')], privateClusterConfig: { enablePrivateNodes: true } }),
    },
    "no pools yet: the cluster's default counts": {
      on: gkeWith({ nodePools: [], networkConfig: { defaultEnablePrivateNodes: true } }),
    },
    'Autopilot without pools': {
      on: gkeWith({ ...auto, nodePools: undefined, privateClusterConfig: { enablePrivateNodes: true } }),
    },
  },
  fail: {
    'absent everywhere means public nodes': { on: gkeWith({ nodePools: [pool('system')] }), message: one },
    'a pool goes before the default': {
      on: gkeWith({ nodePools: [pool('system', false)], networkConfig: { defaultEnablePrivateNodes: true } }),
      message: one,
    },
    'the default goes before the older field': {
      on: gkeWith({
        nodePools: [pool('system')],
        networkConfig: { defaultEnablePrivateNodes: false },
        privateClusterConfig: { enablePrivateNodes: true },
      }),
      message: one,
    },
    'one finding names every public pool': {
      on: gkeWith({ nodePools: [pool('system'), pool('batch', true), pool('web', false)] }),
      message: 'Nodes get external addresses in the pools system, web.',
    },
    'no pools yet, and a public default': { on: gkeWith({ nodePools: [] }), message: fresh },
    'Autopilot counts too': { on: gkeWith({ ...auto, nodePools: undefined }), message: fresh },
    'Autopilot with pools': {
      on: gkeWith({ ...auto, nodePools: [pool('system')] }),
      message: one,
      cannot: 'Google runs the pools of Autopilot',
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
});

it('the evidence is what it is, and what it should be', () => {
  const evidence = (config: Parameters<typeof gkeWith>[0]) => judgedBy(rule, gkeWith(config)).judgements[0]?.evidence;
  const off = [{ actual: false, expected: true }];
  expect(evidence({ nodePools: [pool('system', false)] })).toMatchObject(off);
  expect(evidence({ nodePools: [], networkConfig: { defaultEnablePrivateNodes: false } })).toMatchObject(off);
});
