import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/workload/k8s-capabilities-not-dropped';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { api, beside } from '../../../support/kubernetes/root-specs.ts';

const caps = (drop: string[], add: string[] = [], more = {}): Spec => ({
  containers: [{ name: 'web', securityContext: { runAsNonRoot: true, capabilities: { drop, add }, ...more } }],
});
const told = (what: string) => `Containers keep capabilities: web (${what}).`;
const all = told('ALL is not dropped');
const good = caps(['ALL']);
const bad = caps(['CHOWN']);
const bare: Spec = { containers: [{ name: 'web' }] };
const windows: Spec = { ...bare, os: { name: 'windows' } };
const family = familyCases({ good, bad, message: all, beside });

testRule(rule, {
  pass: {
    'ALL is dropped': { on: deploymentWith(good), beside },
    'ALL is dropped, and the one for low ports added': {
      on: deploymentWith(caps(['KILL', 'ALL'], ['NET_BIND_SERVICE'])),
      beside,
    },
    'what the baseline forbids is the finding of another rule': {
      on: deploymentWith(caps(['ALL'], ['SYS_ADMIN'])),
      beside,
    },
    'since 1.22': { on: deploymentWith(good), beside: api('22') },
  },
  fail: {
    'something else is dropped': { on: deploymentWith(bad), beside, message: all },
    'one of two containers may be root with all of them': {
      on: deploymentWith({
        containers: [
          { name: 'web', securityContext: { runAsNonRoot: true, capabilities: { drop: ['CHOWN'] } } },
          { name: 'tool' },
        ],
      }),
      beside,
      message: 'Containers keep capabilities: web (ALL is not dropped), tool (ALL is not dropped).',
      grade: 'medium',
    },
    'since 1.22 it is judged': { on: deploymentWith(bad), beside: api('22'), message: all },
    'lower case is not ALL': { on: deploymentWith(caps(['all'])), beside, message: all },
    'the prefix is not ALL': { on: deploymentWith(caps(['CAP_ALL'])), beside, message: all },
    'another capability of the baseline is added': {
      on: deploymentWith(caps(['ALL'], ['CHOWN', 'NET_BIND_SERVICE', 'SYS_ADMIN'])),
      beside,
      message: told('adds CHOWN'),
    },
    'nothing is dropped, and nothing keeps it from root': {
      on: deploymentWith(bare),
      beside,
      message: all,
      grade: 'medium',
    },
    'nothing is dropped, and it runs as root': {
      on: deploymentWith(caps([], [], { runAsUser: 0 })),
      beside,
      message: all,
      grade: 'medium',
    },
    'nothing is dropped, and it cannot be root': { on: deploymentWith(caps([])), beside, message: all },
    'something is dropped, and it may be root': {
      on: deploymentWith(caps(['KILL'], [], { runAsNonRoot: false })),
      beside,
      message: all,
    },
    'an init container keeps them': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare', securityContext: { runAsUser: 5 } }] }),
      beside,
      message: 'Containers keep capabilities: prepare (ALL is not dropped).',
    },
    'Windows is judged before 1.25': {
      on: deploymentWith(windows),
      beside: api('24'),
      message: all,
      grade: 'medium',
    },
    'policy can fix the version': {
      on: deploymentWith(windows),
      params: { pssVersion: 'v1.24' },
      message: all,
      grade: 'medium',
    },
    'a container that a webhook adds': {
      ...addedCase(good, { name: 'mesh', securityContext: { runAsUser: 5 } }, ''),
      message: 'Containers keep capabilities: mesh (live pod, ALL is not dropped).',
      params: { pssVersion: 'v1.30' },
    },
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
    'before 1.22 the standard says nothing': {
      on: deploymentWith(bad),
      beside: api('21'),
      message: 'the restricted standard says nothing about it before 1.22',
    },
    'from 1.25 on pods that say that they run Windows': {
      on: deploymentWith(windows),
      beside: api('25'),
      message: 'its pods say that they run Windows',
    },
    ...family.notApplicable,
  },
});
