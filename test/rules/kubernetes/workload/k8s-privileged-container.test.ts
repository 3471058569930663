import { expect, it } from 'vitest';
import rule from '#rules/kubernetes/workload/k8s-privileged-container';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { ofPod } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const privileged = { privileged: true };
const good: Spec = { containers: [{ name: 'web' }] };
const bad: Spec = { containers: [{ name: 'web', securityContext: privileged }] };
const message = 'Containers are privileged: web.';
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'a field that is missing means false': { on: deploymentWith(good) },
    'a field that is false': {
      on: deploymentWith({ containers: [{ name: 'web', securityContext: { privileged: false } }] }),
    },
  },
  fail: {
    'a container is privileged': { on: deploymentWith(bad), message },
    'an init container is, and only it is named': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare', securityContext: privileged }] }),
      message: 'Containers are privileged: prepare.',
    },
    'a debugging container is': {
      on: podWith('web', { ...good, ephemeralContainers: [{ name: 'debug', securityContext: privileged }] }),
      message: 'Containers are privileged: debug.',
      cannot: ofPod,
    },
    'a container that a webhook adds is': addedCase(
      good,
      { name: 'mesh', securityContext: privileged },
      'Containers are privileged: mesh (live pod).',
    ),
    'Windows is not exempt': { on: deploymentWith({ ...bad, os: { name: 'windows' } }), message },
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});

it('the evidence is the context of the container, and what it should say', () => {
  const [found] = judgedBy(rule, deploymentWith(bad)).judgements;
  expect(found?.evidence).toMatchObject([
    { actual: { name: 'web', securityContext: privileged }, expected: { privileged: false } },
  ]);
});
