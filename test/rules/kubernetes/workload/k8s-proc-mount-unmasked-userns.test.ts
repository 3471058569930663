import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/workload/k8s-proc-mount-unmasked-userns';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { api } from '../../../support/kubernetes/root-specs.ts';

const mount = (procMount: string): Spec => ({
  containers: [{ name: 'web', securityContext: { procMount } }],
  hostUsers: false,
});
const good: Spec = { containers: [{ name: 'web' }], hostUsers: false };
const bad = mount('Unmasked');
const message = 'Containers unmask /proc: web (Unmasked).';
const shared: Spec = { ...bad, hostUsers: true };
const family = familyCases({ good, bad, message, beside: api('35') });

testRule(rule, {
  pass: {
    'nothing is set': { on: deploymentWith(good), beside: api('35') },
    'the default is spelled out': { on: deploymentWith(mount('Default')), beside: api('35') },
  },
  fail: {
    'a container unmasks it': { on: deploymentWith(bad), beside: api('35'), message },
    'any other value': {
      on: deploymentWith(mount('default')),
      beside: api('37'),
      message: 'Containers unmask /proc: web (default).',
    },
    'an init container unmasks it': {
      on: deploymentWith({
        ...good,
        initContainers: [{ name: 'prepare', securityContext: { procMount: 'Unmasked' } }],
      }),
      params: { pssVersion: 'v1.36' },
      message: 'Containers unmask /proc: prepare (Unmasked).',
    },
    'a container that a webhook adds': {
      ...addedCase(good, { name: 'mesh', securityContext: { procMount: 'Unmasked' } }, ''),
      message: 'Containers unmask /proc: mesh (live pod, Unmasked).',
      params: { pssVersion: 'v1.36' },
    },
    ...family.fail,
  },
  unknown: {
    'a version that was not read decides about users of its own': {
      on: deploymentWith(bad),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: {
    'before 1.35 the baseline forbids it': {
      on: deploymentWith(bad),
      beside: api('34'),
      message: 'before 1.35 the baseline forbids it: k8s-proc-mount-unmasked',
    },
    'a pod that shares the users of its node, whatever the version': {
      on: deploymentWith(shared),
      message: 'its pods share the users of their node',
    },
    ...family.notApplicable,
  },
});
