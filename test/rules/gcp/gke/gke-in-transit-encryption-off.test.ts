import rule from '#rules/gcp/gke/gke-in-transit-encryption-off';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { require: true };
const plain = 'Nodes do not encrypt what pods say to each other.';
const older =
  'Nodes do not encrypt what pods say to each other, and without Dataplane V2 only a new cluster can do so.';
const onlyNew = 'it takes Dataplane V2, which only a new cluster can have';
const datapathProvider = 'ADVANCED_DATAPATH';

testRule(rule, {
  pass: {
    'nodes encrypt': {
      on: gkeWith({ networkConfig: { inTransitEncryptionConfig: 'IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT' } }),
      params,
    },
  },
  fail: {
    'it is off': {
      on: gkeWith({ networkConfig: { datapathProvider, inTransitEncryptionConfig: 'IN_TRANSIT_ENCRYPTION_DISABLED' } }),
      params,
      message: plain,
    },
    'an answer that does not say it: off is the default': {
      on: gkeWith({ networkConfig: { datapathProvider } }),
      params,
      message: plain,
    },
    'a cluster without Dataplane V2': {
      on: gkeWith({ networkConfig: { datapathProvider: 'LEGACY_DATAPATH' } }),
      params,
      message: older,
      cannot: onlyNew,
    },
    'a cluster that names no data plane': {
      on: gkeWith({ networkConfig: {} }),
      params,
      message: older,
      cannot: onlyNew,
    },
    Autopilot: {
      on: gkeWith({ autopilot: { enabled: true }, networkConfig: { datapathProvider } }),
      params,
      message: plain,
      cannot: 'Autopilot does not offer it',
    },
  },
  unknown: {
    'an answer without its network': { on: gkeWith(), params, reason: 'field-missing' },
    'a state that is newer than the client': {
      on: gkeSaying({ networkConfig: { inTransitEncryptionConfig: 7 } }),
      params,
      reason: 'malformed',
      message: 'networkConfig.inTransitEncryptionConfig is 7, which has no name here.',
    },
  },
  notApplicable: {
    'policy does not ask for it': {
      on: gkeWith({ networkConfig: { datapathProvider } }),
      message: 'policy does not ask for it',
    },
  },
});
