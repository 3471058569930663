import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-anonymous-auth-open';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const saying = (mode: unknown) => gkeSaying({ anonymousAuthenticationConfig: { mode } });
const message = 'Requests without an identity are taken on all paths.';
const missing = 'The answer has no anonymousAuthenticationConfig.mode.';

testRule(rule, {
  pass: {
    'limited to health checks': { on: saying('LIMITED') },
    'Autopilot is judged alike': {
      on: gkeWith({ autopilot: { enabled: true }, anonymousAuthenticationConfig: { mode: 'LIMITED' } }),
    },
  },
  fail: {
    'enabled, which new clusters are': { on: saying('ENABLED'), message },
    'enabled on Autopilot': {
      on: gkeWith({ autopilot: { enabled: true }, anonymousAuthenticationConfig: { mode: 'ENABLED' } }),
      message,
    },
  },
  unknown: {
    'an answer that says nothing about it': { on: gkeWith(), reason: 'field-missing', message: missing },
    'an empty message': {
      on: gkeWith({ anonymousAuthenticationConfig: {} }),
      reason: 'field-missing',
      message: missing,
    },
    'a mode that is left open': { on: saying('MODE_UNSPECIFIED'), reason: 'field-missing', message: missing },
    'a mode that the client does not know': { on: saying(3), reason: 'malformed' },
    'a mode that has no meaning here': {
      on: saying('STRICT'),
      reason: 'malformed',
      message: 'anonymousAuthenticationConfig.mode is STRICT, which has no meaning here.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, saying('ENABLED')).judgements;
  expect(found?.evidence).toEqual([
    { at: 'anonymousAuthenticationConfig.mode', actual: 'ENABLED', expected: 'LIMITED' },
  ]);
});
