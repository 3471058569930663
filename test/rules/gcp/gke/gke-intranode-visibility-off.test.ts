import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-intranode-visibility-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Traffic between pods on one node is not seen by the network.';
const of = (networkConfig: object) => gkeWith({ networkConfig });

testRule(rule, {
  pass: {
    'it is on': { on: of({ enableIntraNodeVisibility: true }) },
    'it is on in Autopilot': {
      on: gkeWith({ autopilot: { enabled: true }, networkConfig: { enableIntraNodeVisibility: true } }),
    },
  },
  fail: {
    'nothing about it means off': { on: of({ network: 'projects/shop-prod/global/networks/main' }), message },
    'false means off': { on: of({ enableIntraNodeVisibility: false }), message },
    'Autopilot is read alike': { on: gkeWith({ autopilot: { enabled: true }, networkConfig: {} }), message },
  },
  unknown: {
    'an answer without its network': {
      on: gkeWith(),
      reason: 'field-missing',
      message: 'The answer has no networkConfig.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, of({ enableIntraNodeVisibility: false })).judgements;
  expect(found?.evidence).toEqual([{ at: 'networkConfig.enableIntraNodeVisibility', actual: false, expected: true }]);
});
