import { expect, it } from 'vitest';
import rule from '#rules/kubernetes/workload/k8s-host-ipc';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { livePod, liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const good: Spec = { containers: [{ name: 'web' }] };
const bad: Spec = { ...good, hostIPC: true };
const message = 'Its pods share the IPC namespace of their node: hostIPC is true.';
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'a field that is missing means false': { on: deploymentWith(good) },
    'a field that is false': { on: deploymentWith({ ...good, hostIPC: false }) },
    'the other namespaces of the host are findings of their own': {
      on: deploymentWith({ ...good, hostPID: true, hostNetwork: true }),
    },
    'the template decides, and its live pods add nothing': {
      on: deploymentWith(good, living),
      beside: [liveSet, livePod(good)],
    },
  },
  fail: {
    'the field is true': { on: deploymentWith(bad), message },
    'Windows is not exempt': { on: deploymentWith({ ...bad, os: { name: 'windows' } }), message },
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, deploymentWith(bad)).judgements;
  expect(found?.evidence).toEqual([{ at: 'spec.template.spec.hostIPC', actual: true, expected: false }]);
});
