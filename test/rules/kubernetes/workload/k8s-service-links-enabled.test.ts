import rule from '#rules/kubernetes/workload/k8s-service-links-enabled';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const bad: Spec = { containers: [{ name: 'web' }] };
const good: Spec = { ...bad, enableServiceLinks: false };
const message = 'Its pods get the addresses of all services of their namespace: enableServiceLinks is not false.';
const params = { requireNoServiceLinks: true };
const family = familyCases({ good, bad, message, params });

testRule(rule, {
  pass: { 'the field is false': { on: deploymentWith(good), params } },
  fail: {
    'a field that is missing means true': { on: deploymentWith(bad), params, message },
    'the field is true': { on: deploymentWith({ ...bad, enableServiceLinks: true }), params, message },
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: {
    ...family.notApplicable,
    'policy does not ask for it': { on: deploymentWith(bad), message: 'policy does not ask for it' },
  },
});
