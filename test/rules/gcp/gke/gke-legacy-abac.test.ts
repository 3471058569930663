import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-legacy-abac';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'The legacy ABAC authorizer is on.';

testRule(rule, {
  pass: {
    'nothing about it means off': { on: gkeWith() },
    'an empty object means off': { on: gkeWith({ legacyAbac: {} }) },
    'false means off': { on: gkeWith({ legacyAbac: { enabled: false } }) },
    'Autopilot is read all the same': { on: gkeWith({ autopilot: { enabled: true }, legacyAbac: { enabled: false } }) },
  },
  fail: {
    'true means on': { on: gkeWith({ legacyAbac: { enabled: true } }), message },
    'an Autopilot cluster that says it is on': {
      on: gkeWith({ autopilot: { enabled: true }, legacyAbac: { enabled: true } }),
      message,
    },
  },
  unknown: {
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
    'a cluster that is going': { on: gkeWith({ status: 'STOPPING' }), reason: 'in-transition' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, gkeWith({ legacyAbac: { enabled: true } })).judgements;
  expect(found?.evidence).toEqual([{ at: 'legacyAbac.enabled', actual: true, expected: false }]);
});
