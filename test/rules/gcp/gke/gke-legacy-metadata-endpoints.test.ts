import rule from '#rules/gcp/gke/gke-legacy-metadata-endpoints';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const pool = (config: object, name = 'system') => ({ name, config });
const telling = (value: string) => ({ metadata: { 'disable-legacy-endpoints': value } });
const says = (name: string) => `Node pool ${name} does not refuse the legacy endpoints of the metadata server.`;
const [key, message] = ['system', says('system')];
const served = 'the metadata server of GKE has no legacy endpoints';

testRule(rule, {
  pass: {
    'they are refused': { on: gkeWith({ nodePools: [pool(telling('true'))] }) },
    'in any case': { on: gkeWith({ nodePools: [pool(telling('TRUE'))] }) },
    'refused where pods see the metadata of nodes': {
      on: gkeWith({ nodePools: [pool({ ...telling('true'), workloadMetadataConfig: { mode: 'GCE_METADATA' } })] }),
    },
  },
  fail: {
    'nothing is said': { on: gkeWith({ nodePools: [pool({})] }), key, message },
    'a pool without configuration': { on: gkeWith({ nodePools: [{ name: 'system' }] }), key, message },
    'other metadata': { on: gkeWith({ nodePools: [pool({ metadata: { team: 'shop' } })] }), key, message },
    'they are let be': { on: gkeWith({ nodePools: [pool(telling('false'))] }), key, message },
    'nodes of Windows': {
      on: gkeWith({ nodePools: [pool({ imageType: 'WINDOWS_LTSC_CONTAINERD' })] }),
      key,
      message,
      cannot: 'the metadata server of GKE does not run on Windows: make a new pool',
    },
    'each pool is a finding of its own': {
      on: gkeWith({ nodePools: [pool({}), pool(telling('true'), 'good'), pool({}, 'batch')] }),
      key,
      message,
      also: [says('batch')],
    },
  },
  unknown: {
    'a mode that has no name here': {
      on: gkeSaying({ nodePools: [pool({ workloadMetadataConfig: { mode: 9 } })] }),
      reason: 'malformed',
    },
  },
  notApplicable: {
    Autopilot: { on: gkeWith({ autopilot: { enabled: true } }), message: 'Google enforces it on Autopilot clusters' },
    'the metadata server of GKE': {
      on: gkeWith({ nodePools: [pool({ workloadMetadataConfig: { mode: 'GKE_METADATA' } })] }),
      message: served,
    },
    'the metadata server of GKE by its older name': {
      on: gkeSaying({ nodePools: [pool({ workloadMetadataConfig: { nodeMetadata: 'GKE_METADATA_SERVER' } })] }),
      message: served,
    },
    'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
  },
});
