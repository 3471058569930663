import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-vpc-native-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (ipAllocationPolicy: object, more: object = {}) => gkeWith({ ipAllocationPolicy, ...more });
const message = 'Pods are reached by routes.';
const contradiction = 'The answer names a range for pods, and says that they have no alias addresses.';

testRule(rule, {
  pass: { 'alias addresses': { on: of({ useIpAliases: true, clusterSecondaryRangeName: 'pods' }) } },
  fail: {
    routes: { on: of({ useRoutes: true }), message },
    'routes, whatever range is named': { on: of({ useRoutes: true, clusterSecondaryRangeName: 'pods' }), message },
    'no alias addresses and no range': { on: of({ stackType: 'IPV4' }), message },
    'false means no alias addresses': { on: of({ useIpAliases: false }), message },
    'a pool without a range of its own changes nothing': {
      on: of({}, { nodePools: [{ name: 'system', networkConfig: { enablePrivateNodes: true } }] }),
      message,
    },
  },
  unknown: {
    'no alias addresses, and a range for pods': {
      on: of({ clusterSecondaryRangeName: 'pods' }),
      reason: 'malformed',
      message: contradiction,
    },
    'no alias addresses, and a range for the pods of a pool': {
      on: of({}, { nodePools: [{ name: 'system' }, { name: 'batch', networkConfig: { podRange: 'pods' } }] }),
      reason: 'malformed',
      message: contradiction,
    },
    'an answer that says nothing about it': {
      on: gkeWith(),
      reason: 'field-missing',
      message: 'The answer has no ipAllocationPolicy.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    Autopilot: { on: gkeWith({ autopilot: { enabled: true } }), message: 'Autopilot clusters are always VPC-native' },
  },
});

it('the evidence is what decided', () => {
  const evidence = (policy: object) => judgedBy(rule, of(policy)).judgements[0]?.evidence;
  expect(evidence({ useRoutes: true })).toEqual([
    { at: 'ipAllocationPolicy.useRoutes', actual: true, expected: false },
  ]);
  expect(evidence({ useIpAliases: false })).toEqual([
    { at: 'ipAllocationPolicy.useIpAliases', actual: false, expected: true },
  ]);
});
