import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-security-posture-off';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const saying = (mode: unknown, more: object = {}) => gkeSaying({ securityPostureConfig: { mode, ...more } });
const message = 'The security posture is off.';
const missing = 'The answer has no securityPostureConfig.mode.';

testRule(rule, {
  pass: {
    'the basic one': { on: saying('BASIC') },
    'the retired enterprise one': { on: saying('ENTERPRISE') },
    'how images are scanned is not judged': { on: saying('BASIC', { vulnerabilityMode: 'VULNERABILITY_DISABLED' }) },
  },
  fail: {
    disabled: { on: saying('DISABLED'), message },
    'disabled, however images are scanned': {
      on: saying('DISABLED', { vulnerabilityMode: 'VULNERABILITY_ENTERPRISE' }),
      message,
    },
  },
  unknown: {
    'an answer that says nothing about it': { on: gkeWith(), reason: 'field-missing', message: missing },
    'a mode that is left open': { on: saying('MODE_UNSPECIFIED'), reason: 'field-missing', message: missing },
    'a mode that the client does not know': { on: saying(4), reason: 'malformed' },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, saying('DISABLED')).judgements;
  expect(found?.evidence).toEqual([{ at: 'securityPostureConfig.mode', actual: 'DISABLED', expected: 'BASIC' }]);
});
