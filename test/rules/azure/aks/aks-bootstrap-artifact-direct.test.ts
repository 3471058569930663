import rule from '#rules/azure/aks/aks-bootstrap-artifact-direct';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { requireIsolation: true };
const message = 'Nodes fetch what they start from the internet.';
const cluster = (outboundType: string, artifactSource?: string) =>
  aksWith({ networkProfile: { outboundType }, ...(artifactSource && { bootstrapProfile: { artifactSource } }) });

testRule(rule, {
  pass: {
    'an isolated cluster with a cache': { on: cluster('none', 'Cache') },
    'a cluster that policy wants isolated, with a cache': { on: cluster('loadBalancer', 'cache'), params },
  },
  fail: {
    'an isolated cluster without a cache': { on: cluster('none', 'Direct'), message },
    'a source that is not named is direct': { on: cluster('block'), message },
    'a cluster that policy wants isolated': { on: aksWith(), params, message },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a cluster with a way to the internet': {
      on: cluster('loadBalancer', 'Direct'),
      message: 'the nodes have a way to the internet, and policy asks for no isolation',
    },
  },
});
