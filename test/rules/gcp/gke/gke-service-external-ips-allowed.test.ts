import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-service-external-ips-allowed';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (serviceExternalIpsConfig: object) => gkeWith({ networkConfig: { serviceExternalIpsConfig } });
const missing = 'The answer has no networkConfig.serviceExternalIpsConfig.';

testRule(rule, {
  pass: {
    'an empty message means blocked': { on: of({}) },
    'false means blocked': { on: of({ enabled: false }) },
  },
  fail: { 'they are allowed': { on: of({ enabled: true }), message: 'Services may name external addresses at will.' } },
  unknown: {
    'an answer that says nothing about them': {
      on: gkeWith({ networkConfig: {} }),
      reason: 'field-missing',
      message: missing,
    },
    'whatever version the cluster was made with': {
      on: gkeWith({ networkConfig: {}, initialClusterVersion: '1.33.5-gke.1080000' }),
      reason: 'field-missing',
      message: missing,
    },
    'an answer without its network': { on: gkeWith(), reason: 'field-missing', message: missing },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, of({ enabled: true })).judgements;
  expect(found?.evidence).toEqual([
    { at: 'networkConfig.serviceExternalIpsConfig.enabled', actual: true, expected: false },
  ]);
});
