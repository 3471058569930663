import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/workload/k8s-seccomp-unconfined';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { api, beside, ofJob } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, jobWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const profile = (type: string) => ({ seccompProfile: { type } });
const off = profile('Unconfined');
const podNote = 'seccomp.security.alpha.kubernetes.io/pod';
const note = 'container.seccomp.security.alpha.kubernetes.io/web';
const noted = (name: string, value: string) => ({ template: { annotations: { [name]: value } } });
const good: Spec = { containers: [{ name: 'web' }] };
const bad: Spec = { containers: [{ name: 'web', securityContext: off }] };
const told = (what: string) => `Seccomp is off or unknown: ${what}.`;
const message = told('web (Unconfined)');
const family = familyCases({ good, bad, message, beside });

testRule(rule, {
  pass: {
    'nothing is set, which another rule judges': { on: deploymentWith(good), beside },
    'the profile of the runtime, or one of the node': {
      on: deploymentWith({
        securityContext: profile('RuntimeDefault'),
        containers: [{ name: 'web', securityContext: profile('Localhost') }],
      }),
      beside,
    },
    'from 1.19 on annotations are ignored': {
      on: deploymentWith(good, noted(podNote, 'unconfined')),
      beside: api('19'),
    },
    'before 1.19 the field is ignored': { on: deploymentWith(bad), beside: api('18') },
    'before 1.19 annotations with known profiles': {
      on: deploymentWith(
        { containers: ['a', 'b', 'c'].map((name) => ({ name })) },
        {
          template: {
            annotations: {
              [podNote]: 'runtime/default',
              'container.seccomp.security.alpha.kubernetes.io/a': 'docker/default',
              'container.seccomp.security.alpha.kubernetes.io/b': 'localhost/own',
              other: 'unconfined',
            },
          },
        },
      ),
      beside: api('18'),
    },
    'an annotation of a container that is not there': {
      on: deploymentWith({ containers: [{ name: 'x' }] }, noted(note, 'unconfined')),
      beside: api('18'),
    },
  },
  fail: {
    'a container turns it off': { on: deploymentWith(bad), beside, message },
    'a type that nobody knows': {
      on: deploymentWith({ containers: [{ name: 'web', securityContext: profile('runtime/default') }] }),
      beside: api('19'),
      message: told('web (runtime/default)'),
    },
    'the pod level turns it off, even where a container overrides it': {
      on: deploymentWith({
        securityContext: off,
        containers: [{ name: 'web', securityContext: profile('RuntimeDefault') }],
      }),
      beside,
      message: told('the pod level (Unconfined)'),
    },
    'a good profile of the pod stays': {
      on: deploymentWith({
        ...bad,
        securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'own' } },
      }),
      beside,
      message,
    },
    'an init container turns it off': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare', securityContext: off }] }),
      beside,
      message: told('prepare (Unconfined)'),
    },
    'a privileged container is judged all the same': {
      on: deploymentWith({ containers: [{ name: 'web', securityContext: { ...off, privileged: true } }] }),
      beside,
      message,
    },
    'Windows is not exempt': { on: deploymentWith({ ...bad, os: { name: 'windows' } }), beside, message },
    'before 1.19 the annotation of the pod': {
      on: deploymentWith(good, noted(podNote, 'unconfined')),
      beside: api('18'),
      message: told(`${podNote} (unconfined)`),
    },
    'before 1.19 the annotation of a container': {
      on: deploymentWith(good, noted(note, '')),
      params: { pssVersion: 'v1.18' },
      message: told(`${note} ()`),
    },
    'a container that a webhook adds': {
      ...addedCase(good, { name: 'mesh', securityContext: off }, ''),
      message: told('mesh (live pod, Unconfined)'),
      params: { pssVersion: 'v1.30' },
    },
    'both forms fail by every version': {
      on: jobWith(bad, noted(note, 'unconfined')),
      hidden: [kubernetesApi],
      message,
      cannot: ofJob,
    },
    ...family.fail,
  },
  unknown: {
    'a version that was not read decides which form counts': {
      on: deploymentWith(bad),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: family.notApplicable,
});
