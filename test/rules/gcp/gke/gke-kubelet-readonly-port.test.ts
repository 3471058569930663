import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-kubelet-readonly-port';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const kubelet = (on: boolean | undefined) => ({ insecureKubeletReadonlyPortEnabled: on });
const pool = (on?: boolean, name = 'system', imageType = 'COS_CONTAINERD') => ({
  name,
  config: { imageType, ...(on !== undefined && { kubeletConfig: kubelet(on) }) },
});
const made = (initialClusterVersion: string) => ({ initialClusterVersion });
const [older, newer] = [made('1.31.9-gke.1000'), made('1.32.1-gke.1000')];
const byDefault = (on: boolean) => ({ nodePoolDefaults: { nodeConfigDefaults: { nodeKubeletConfig: kubelet(on) } } });
const autopilot = (on: boolean | undefined, more: object = {}) =>
  gkeWith({
    autopilot: { enabled: true },
    nodePools: [pool(true)],
    ...(on !== undefined && { nodePoolAutoConfig: { nodeKubeletConfig: kubelet(on) } }),
    ...more,
  });
const olderField = (on: boolean) => ({ autoscaling: { autoprovisioningNodePoolDefaults: kubelet(on) } });
const says = (name: string) => `The nodes of the pool ${name} open the read-only port 10255 of the kubelet.`;
const all = 'The nodes open the read-only port 10255 of the kubelet.';
const key = 'system';
const message = says('system');

testRule(rule, {
  pass: {
    'the pool says off': { on: gkeWith({ nodePools: [pool(false)] }) },
    'the pool says off, whatever the version and the default': {
      on: gkeWith({ nodePools: [pool(false)], ...older, ...byDefault(true) }),
    },
    'made with 1.32 or later means off': { on: gkeWith({ nodePools: [pool()], ...newer }) },
    'made with 1.32 and the same default': { on: gkeWith({ nodePools: [pool()], ...newer, ...byDefault(false) }) },
    'Autopilot says off': { on: autopilot(false, older) },
    'Autopilot made with 1.32 or later': { on: autopilot(undefined, newer) },
    'Autopilot says it in the older field': { on: autopilot(undefined, { ...older, ...olderField(false) }) },
  },
  fail: {
    'the pool says on': { on: gkeWith({ nodePools: [pool(true)], ...newer }), key, message },
    'made before 1.32 means on': { on: gkeWith({ nodePools: [pool()], ...older }), key, message },
    'the version that it was made with decides, not the one that it runs': {
      on: gkeWith({ nodePools: [pool()], ...older, currentMasterVersion: '1.33.5-gke.1080000' }),
      key,
      message,
    },
    'made before 1.32 and the same default': {
      on: gkeWith({ nodePools: [pool()], ...older, ...byDefault(true) }),
      key,
      message,
    },
    'each pool is a finding of its own': {
      on: gkeWith({ nodePools: [pool(true), pool(false, 'good'), pool(true, 'batch')], ...older }),
      key,
      message,
      also: [says('batch')],
    },
    'Autopilot is judged once, whatever its pools say': { on: autopilot(true, newer), message: all },
    'Autopilot made before 1.32': { on: autopilot(undefined, older), message: all },
    'Autopilot says it in the older field alone': {
      on: autopilot(undefined, { ...newer, ...olderField(true) }),
      message: all,
    },
    'the older field counts only where the newer one is absent': {
      on: autopilot(undefined, { ...older, ...olderField(false), nodePoolAutoConfig: {} }),
      message: all,
    },
  },
  unknown: {
    'a pool that says nothing, of a cluster of no version': {
      on: gkeWith({ nodePools: [pool()] }),
      reason: 'field-missing',
      message: 'The answer has no initialClusterVersion.',
    },
    'a default that differs from the version: it is one for new pools': {
      on: gkeWith({ nodePools: [pool()], ...older, ...byDefault(false) }),
      reason: 'field-missing',
      message: 'The answer has no nodePools[0].config.kubeletConfig.insecureKubeletReadonlyPortEnabled.',
    },
    'a default of on in a newer cluster': {
      on: gkeWith({ nodePools: [pool()], ...newer, ...byDefault(true) }),
      reason: 'field-missing',
    },
    'Autopilot of a version that closes it, and an older field that opens it': {
      on: autopilot(undefined, { ...newer, ...olderField(true), nodePoolAutoConfig: {} }),
      reason: 'field-missing',
      message: 'The answer has no nodePoolAutoConfig.nodeKubeletConfig.insecureKubeletReadonlyPortEnabled.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'Windows pools': {
      on: gkeWith({ nodePools: [pool(undefined, 'windows', 'WINDOWS_LTSC_CONTAINERD')], ...older }),
      message: 'Windows nodes have no such port',
    },
    'no pools': { on: gkeWith({ nodePools: [], ...older }), message: 'the cluster has no node pools' },
  },
});

it('the evidence is what decided', () => {
  const evidence = (config: Parameters<typeof gkeWith>[0]) => judgedBy(rule, gkeWith(config)).judgements[0]?.evidence;
  const at = 'nodePools[0].config.kubeletConfig.insecureKubeletReadonlyPortEnabled';
  expect(evidence({ nodePools: [pool(true)] })).toEqual([{ at, actual: true, expected: false }]);
  expect(evidence({ nodePools: [pool()], ...older })).toMatchObject([
    { at: 'initialClusterVersion', actual: '1.31.9-gke.1000' },
  ]);
});
