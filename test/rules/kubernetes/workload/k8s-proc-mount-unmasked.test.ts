import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/workload/k8s-proc-mount-unmasked';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, jobWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { api, beside, ofJob } from '../../../support/kubernetes/root-specs.ts';

const mount = (procMount: string): Spec => ({ containers: [{ name: 'web', securityContext: { procMount } }] });
const good: Spec = { containers: [{ name: 'web' }] };
const bad = mount('Unmasked');
const message = 'Containers unmask /proc: web (Unmasked).';
const apart: Spec = { ...bad, hostUsers: false };
const family = familyCases({ good, bad, message, beside: beside });

testRule(rule, {
  pass: {
    'nothing is set': { on: deploymentWith(good), beside },
    'the default is spelled out': { on: deploymentWith(mount('Default')), beside },
  },
  fail: {
    'a container unmasks it': { on: deploymentWith(bad), beside, message },
    'any other value': {
      on: deploymentWith(mount('default')),
      beside,
      message: 'Containers unmask /proc: web (default).',
    },
    'an init container unmasks it': {
      on: deploymentWith({
        ...good,
        initContainers: [{ name: 'prepare', securityContext: { procMount: 'Unmasked' } }],
      }),
      params: { pssVersion: 'v1.30' },
      message: 'Containers unmask /proc: prepare (Unmasked).',
    },
    'a container that a webhook adds': {
      ...addedCase(good, { name: 'mesh', securityContext: { procMount: 'Unmasked' } }, ''),
      message: 'Containers unmask /proc: mesh (live pod, Unmasked).',
      params: { pssVersion: 'v1.30' },
    },
    'before 1.35 users of its own do not help': { on: deploymentWith(apart), beside: api('34'), message },
    'from 1.35 on a pod that shares the users of its node': { on: deploymentWith(bad), beside: api('35'), message },
    'what every version forbids needs none': {
      on: jobWith(bad),
      hidden: [kubernetesApi],
      message,
      cannot: ofJob,
    },
    'policy can fix the version': {
      on: deploymentWith(apart),
      beside: api('36'),
      params: { pssVersion: 'v1.34' },
      message,
    },
    ...family.fail,
  },
  unknown: {
    'a version that was not read decides about users of its own': {
      on: deploymentWith(apart),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: {
    'from 1.35 on a pod with users of its own': {
      on: deploymentWith(apart),
      beside: api('35'),
      message: 'its pods have users of their own',
    },
    ...family.notApplicable,
  },
});
