import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-shielded-nodes-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Shielded GKE nodes are off.';

testRule(rule, {
  pass: { enabled: { on: gkeWith({ shieldedNodes: { enabled: true } }) } },
  fail: {
    'nothing about it means off': { on: gkeWith(), message },
    'an empty object means off': { on: gkeWith({ shieldedNodes: {} }), message },
    'false means off': { on: gkeWith({ shieldedNodes: { enabled: false } }), message },
    'a Standard cluster says that it is none of Autopilot': { on: gkeWith({ autopilot: { enabled: false } }), message },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
  notApplicable: {
    Autopilot: { on: gkeWith({ autopilot: { enabled: true } }), message: 'Google enforces it on Autopilot clusters' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, gkeWith({ shieldedNodes: { enabled: false } })).judgements;
  expect(found?.evidence).toEqual([{ at: 'shieldedNodes.enabled', actual: false, expected: true }]);
});
