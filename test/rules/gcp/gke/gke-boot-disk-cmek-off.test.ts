import rule from '#rules/gcp/gke/gke-boot-disk-cmek-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const bootDiskKmsKey = 'projects/keys/locations/europe-west1/keyRings/gke/cryptoKeys/disks';
const pool = (name: string, key?: string) => ({ name, config: { ...(key !== undefined && { bootDiskKmsKey: key }) } });
const auto = (enableNodeAutoprovisioning: boolean, key?: string) => ({
  autoscaling: {
    enableNodeAutoprovisioning,
    autoprovisioningNodePoolDefaults: { ...(key !== undefined && { bootDiskKmsKey: key }) },
  },
});
const good = [pool('system', bootDiskKmsKey)];
const says = (label: string) => `${label} encrypts boot disks with no customer key.`;
const key = 'auto-provisioning defaults';
const message = says('Node auto-provisioning');

testRule(rule, {
  pass: {
    'each pool has a key': { on: gkeWith({ nodePools: [...good, pool('batch', bootDiskKmsKey)] }) },
    'the defaults have a key': { on: gkeWith({ nodePools: good, ...auto(true, bootDiskKmsKey) }) },
    'defaults count only while auto-provisioning is on': { on: gkeWith({ nodePools: good, ...auto(false) }) },
    'Autopilot with a key in its defaults': {
      on: gkeWith({ autopilot: { enabled: true }, nodePools: [pool('auto')], ...auto(false, bootDiskKmsKey) }),
    },
  },
  fail: {
    'no key': { on: gkeWith({ nodePools: [pool('system')] }), key: 'system', message: says('Node pool system') },
    'an empty key': {
      on: gkeWith({ nodePools: [pool('system', '')] }),
      key: 'system',
      message: says('Node pool system'),
    },
    'a pool without configuration': {
      on: gkeWith({ nodePools: [{ name: 'system' }] }),
      key: 'system',
      message: says('Node pool system'),
    },
    'each pool is a finding of its own': {
      on: gkeWith({ nodePools: [pool('system'), ...good, pool('batch')] }),
      key: 'system',
      message: says('Node pool system'),
      also: [says('Node pool batch')],
    },
    'the defaults have no key': { on: gkeWith({ nodePools: good, ...auto(true) }), key, message },
    'auto-provisioning without defaults': {
      on: gkeWith({ nodePools: good, autoscaling: { enableNodeAutoprovisioning: true } }),
      key,
      message,
    },
    'Autopilot is judged once, by its defaults': {
      on: gkeWith({ autopilot: { enabled: true }, nodePools: [pool('a', bootDiskKmsKey), pool('b')] }),
      key,
      message,
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
  notApplicable: {
    'policy asks for none': {
      on: gkeWith({ nodePools: [pool('system')] }),
      params: { requireCmek: false },
      message: 'policy asks for no customer key',
    },
    'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
  },
});
