import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-metadata-server-off';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const pool = (name: string, workloadMetadataConfig?: object, imageType = 'COS_CONTAINERD') => ({
  name,
  config: { imageType, ...(workloadMetadataConfig && { workloadMetadataConfig }) },
});
const of = (...nodePools: readonly object[]) => gkeSaying({ nodePools });
const on = { mode: 'GKE_METADATA' };
const shows = (name: string) => `Node pool ${name} shows pods the metadata of their node.`;
const key = 'system';
const message = shows(key);

testRule(rule, {
  pass: {
    GKE_METADATA: { on: of(pool('system', on)) },
    'the old field with the old name': { on: of(pool('system', { nodeMetadata: 'GKE_METADATA_SERVER' })) },
    'Windows on GKE_METADATA': { on: of(pool('win', on, 'WINDOWS_LTSC_CONTAINERD')) },
  },
  fail: {
    'nothing about it': { on: of(pool('system')), key, message },
    'an empty object': { on: of(pool('system', {})), key, message },
    MODE_UNSPECIFIED: { on: of(pool('system', { mode: 'MODE_UNSPECIFIED' })), key, message },
    GCE_METADATA: { on: of(pool('system', { mode: 'GCE_METADATA' })), key, message },
    'the old metadata concealment': { on: of(pool('system', { nodeMetadata: 'SECURE' })), key, message },
    'the newer field goes before the old one': {
      on: of(pool('system', { mode: 'GCE_METADATA', nodeMetadata: 'GKE_METADATA_SERVER' })),
      key,
      message,
    },
    'each pool is a finding of its own': {
      on: of(pool('system', { mode: 'GCE_METADATA' }), pool('good', on), pool('batch')),
      key,
      message,
      also: [shows('batch')],
    },
    'a cluster that has a workload pool already': {
      on: gkeSaying({
        nodePools: [pool('system')],
        workloadIdentityConfig: { workloadPool: 'shop-prod.svc.id.goog' },
      }),
      key,
      message,
    },
    'a pool without configuration': { on: of({ name: 'system' }), key, message },
  },
  unknown: {
    'Windows on anything else': {
      on: of(pool('win', { mode: 'GCE_METADATA' }, 'WINDOWS_LTSC_CONTAINERD')),
      reason: 'outside',
      message: 'Node pool win runs Windows, of which the configuration does not tell.',
    },
    'a mode without a name': { on: of(pool('system', { mode: 7 })), reason: 'malformed' },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    Autopilot: {
      on: gkeWith({ autopilot: { enabled: true } }),
      message: 'Google enforces it on Autopilot clusters',
    },
    'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
  },
});

it('the plan gives the cluster a workload pool where it has none', () => {
  const workloadIdentityConfig = { workloadPool: 'shop-prod.svc.id.goog' };
  const steps = (more: object) => judgedBy(rule, gkeSaying({ nodePools: [pool('system')], ...more })).plan();
  expect(steps({})).toHaveLength(2);
  expect(steps({ workloadIdentityConfig })).toHaveLength(1);
});
