import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-dashboard-enabled';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (kubernetesDashboard: object) => gkeWith({ addonsConfig: { kubernetesDashboard } });
const message = 'The dashboard add-on is on.';

testRule(rule, {
  pass: {
    'it is disabled': { on: of({ disabled: true }) },
    'it is gone since 1.15': { on: gkeWith({ currentMasterVersion: '1.15.0-gke.1', addonsConfig: {} }) },
    'an answer without add-ons, of a newer version': { on: gkeWith({ currentMasterVersion: '1.33.5-gke.1080000' }) },
  },
  fail: {
    'nothing about it in its message means on': { on: of({}), message },
    'false means on': { on: of({ disabled: false }), message },
  },
  unknown: {
    'an old answer that does not name it': {
      on: gkeWith({ currentMasterVersion: '1.14.10-gke.36', addonsConfig: {} }),
      reason: 'field-missing',
      message: 'The answer has no addonsConfig.kubernetesDashboard.',
    },
    'an answer of no version that does not name it': { on: gkeWith({ addonsConfig: {} }), reason: 'field-missing' },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, of({ disabled: false })).judgements;
  expect(found?.evidence).toEqual([{ at: 'addonsConfig.kubernetesDashboard.disabled', actual: false, expected: true }]);
});
