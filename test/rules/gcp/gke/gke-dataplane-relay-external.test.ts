import rule from '#rules/gcp/gke/gke-dataplane-relay-external';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const saying = (advancedDatapathObservabilityConfig: object) =>
  gkeSaying({ monitoringConfig: { advancedDatapathObservabilityConfig } });

testRule(rule, {
  pass: {
    'an internal load balancer': { on: saying({ relayMode: 'INTERNAL_VPC_LB' }) },
    'the relay is disabled': { on: saying({ relayMode: 'DISABLED' }) },
    'a mode that is left open, as current answers have it': {
      on: saying({ relayMode: 'RELAY_MODE_UNSPECIFIED', enableRelay: true }),
    },
    'nothing about the mode': { on: saying({ enableRelay: true }) },
    'nothing about observability': { on: gkeWith({ monitoringConfig: {} }) },
    'nothing about monitoring': { on: gkeWith() },
  },
  fail: {
    'an external load balancer': {
      on: saying({ relayMode: 'EXTERNAL_LB' }),
      message: 'An external load balancer publishes the flow relay.',
    },
  },
  unknown: {
    'a mode that the client does not know': { on: saying({ relayMode: 7 }), reason: 'malformed' },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});
