import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/workload/k8s-seccomp-profile-unset';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { api, beside, livePod, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, replicaSetWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const profile = { seccompProfile: { type: 'RuntimeDefault' } };
const good: Spec = { securityContext: profile, containers: [{ name: 'web' }] };
const bad: Spec = { containers: [{ name: 'web' }] };
const windows: Spec = { ...bad, os: { name: 'windows' } };
const told = (names: string) => `No seccomp profile is set for containers: ${names}.`;
const message = told('web');
const family = familyCases({ good, bad, message, beside });

testRule(rule, {
  pass: {
    'the pod level holds for all containers': { on: deploymentWith(good), beside },
    'each container has its own': {
      on: deploymentWith({ containers: [{ name: 'web', securityContext: profile }] }),
      beside: api('19'),
    },
    'a bad value is the finding of another rule': {
      on: deploymentWith({
        containers: [{ name: 'web', securityContext: { seccompProfile: { type: 'Unconfined' } } }],
      }),
      beside,
    },
  },
  fail: {
    'nothing is set': { on: deploymentWith(bad), beside, message },
    'since 1.19 it is judged': { on: deploymentWith(bad), beside: api('19'), message },
    'only the container without one is named': {
      on: deploymentWith({ containers: [{ name: 'web' }, { name: 'api', securityContext: profile }] }),
      beside,
      message,
    },
    'an init container has none': {
      on: deploymentWith({
        containers: [{ name: 'web', securityContext: profile }],
        initContainers: [{ name: 'prepare' }],
      }),
      beside,
      message: told('prepare'),
    },
    'a container that a webhook adds to a pod that lost its profile': {
      ...addedCase({ containers: [{ name: 'web', securityContext: profile }] }, { name: 'mesh' }, ''),
      message: told('mesh (live pod)'),
      params: { pssVersion: 'v1.30' },
    },
    'a container of the template beside one of live pods that has its own': {
      on: deploymentWith(bad, living),
      beside: [
        replicaSetWith(bad, { owner: 'Deployment/web' }),
        livePod({ containers: [{ name: 'web' }, { name: 'mesh', securityContext: profile }] }),
      ],
      params: { pssVersion: 'v1.30' },
      message,
    },
    'Windows is judged before 1.25': { on: deploymentWith(windows), beside: api('24'), message },
    'policy can fix the version': { on: deploymentWith(windows), params: { pssVersion: 'v1.24' }, message },
    ...family.fail,
  },
  unknown: {
    'a version that was not read may be one that says nothing': {
      on: deploymentWith(bad),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: {
    'before 1.19 the standard says nothing': {
      on: deploymentWith(bad),
      beside: api('18'),
      message: 'the restricted standard says nothing about it before 1.19',
    },
    'from 1.25 on pods that say that they run Windows': {
      on: deploymentWith(windows),
      beside: api('25'),
      message: 'its pods say that they run Windows',
    },
    ...family.notApplicable,
  },
});
