import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-insecure-rbac-bindings-allowed';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (unauthenticated: boolean | undefined, authenticated: boolean | undefined, more: object = {}) =>
  gkeWith({
    rbacBindingConfig: {
      enableInsecureBindingSystemUnauthenticated: unauthenticated,
      enableInsecureBindingSystemAuthenticated: authenticated,
    },
    ...more,
  });
const strangers = 'system:anonymous and system:unauthenticated';
const says = (names: string) => `Roles may be bound to ${names}.`;
const lacks = (field: string) => `The answer has no rbacBindingConfig.${field}.`;
const first = 'enableInsecureBindingSystemUnauthenticated';
const second = 'enableInsecureBindingSystemAuthenticated';

testRule(rule, {
  pass: {
    'both are refused': { on: of(false, false) },
    'both are refused on Autopilot': { on: of(false, false, { autopilot: { enabled: true } }) },
  },
  fail: {
    'both are allowed, as Standard clusters begin': {
      on: of(true, true),
      message: says(`${strangers} and system:authenticated`),
    },
    'those without an identity are allowed': { on: of(true, false), message: says(strangers) },
    'those with any identity are allowed': { on: of(false, true), message: says('system:authenticated') },
    'one that is allowed is enough, whatever is not said': {
      on: of(undefined, true),
      message: says('system:authenticated'),
    },
    'the version of the control plane makes no difference': {
      on: of(true, false, { currentMasterVersion: '1.33.5-gke.1080000' }),
      message: says(strangers),
    },
  },
  unknown: {
    'an answer that says nothing about them': {
      on: gkeWith(),
      reason: 'field-missing',
      message: lacks(first),
    },
    'an answer that says one of them': {
      on: of(false, undefined),
      reason: 'field-missing',
      message: lacks(second),
    },
    'an answer that says the other': { on: of(undefined, false), reason: 'field-missing', message: lacks(first) },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence names what is allowed and no more', () => {
  const [found] = judgedBy(rule, of(false, true)).judgements;
  expect(found?.evidence).toEqual([{ at: `rbacBindingConfig.${second}`, actual: true, expected: false }]);
});
