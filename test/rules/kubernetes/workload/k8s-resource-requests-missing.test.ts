import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { limitRange } from '#clouds/kubernetes/limit-range/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/workload/k8s-resource-requests-missing';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { clusters, limitRangeWith } from '../../../support/kubernetes/objects.ts';
import { api, liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const both = { cpu: '1', memory: '1' };
const asking = { resources: { requests: both } };
const good: Spec = { containers: [{ name: 'web', ...asking }] };
const bad: Spec = { containers: [{ name: 'web' }] };
const told = (names: string) => `Containers ask for too little to be placed by: ${names}.`;
const message = told('web (no CPU, no memory)');
const whole: Spec = { ...bad, resources: { requests: both } };
const given = 'The limit range limits gives one.';
const range = (item: Parameters<typeof limitRangeWith>[0]) => ({
  on: deploymentWith(bad),
  beside: [limitRangeWith(item)],
});
const running = (spec: Spec, name = 'a') => podWith(name, spec, { owner: 'ReplicaSet/web-1' });
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'every container asks for both': { on: deploymentWith(good) },
    'a limit is a request of as much': {
      on: deploymentWith({ containers: [{ name: 'web', resources: { limits: both } }] }),
    },
    'one is asked for and the other is limited': {
      on: deploymentWith({
        containers: [{ name: 'web', resources: { limits: { cpu: '1' }, requests: { memory: '1' } } }],
      }),
    },
    'init containers end, and containers for debugging are no matter': {
      on: podWith('web', { ...good, initContainers: [{ name: 'prepare' }], ephemeralContainers: [{ name: 'debug' }] }),
    },
    'the pods ask as a whole from 1.34 on': {
      on: deploymentWith(whole),
      beside: api('34'),
      message: 'Its pods have a request as a whole.',
    },
    'the pods are limited as a whole': {
      on: deploymentWith({ ...bad, resources: { limits: both } }),
      beside: api('34'),
      message: 'Its pods have a request as a whole.',
    },
    'a limit range gives requests': { ...range({ defaultRequest: both }), message: given },
    'a limit range gives limits': { ...range({ default: both }), message: given },
    'a limit range gives the largest': { ...range({ max: both }), message: given },
    'a limit range gives the smallest': { ...range({ min: both }), message: given },
    'live pods show what Autopilot or Fargate gives them': {
      on: deploymentWith(bad, living),
      beside: [liveSet, running(good)],
      message: 'Its live pods have one that the template lacks.',
    },
  },
  fail: {
    'a container asks for nothing': { on: deploymentWith(bad), message },
    'what is asked for beside it does not count': {
      on: deploymentWith({
        containers: [
          { name: 'cpu', resources: { requests: { cpu: '1' } } },
          { name: 'all', ...asking },
          { name: 'memory', resources: { requests: { memory: '1' } } },
        ],
      }),
      message: told('memory (no CPU), cpu (no memory)'),
    },
    'zero is none': {
      on: deploymentWith({ containers: [{ name: 'web', resources: { requests: { cpu: '0', memory: '1' } } }] }),
      message: told('web (no CPU)'),
    },
    'a sidecar asks for nothing': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'mesh', restartPolicy: 'Always' }] }),
      message: told('mesh (no CPU, no memory)'),
    },
    'before 1.34 what the whole pod asks for holds for nothing': {
      on: deploymentWith(whole),
      beside: api('33'),
      message,
    },
    'the whole pod asks for one of both': {
      on: deploymentWith({ ...bad, resources: { requests: { cpu: '1' } } }),
      beside: api('34'),
      message: told('web (no memory)'),
    },
    'a limit range for pods gives containers none': { ...range({ type: 'Pod', min: both }), message },
    'a limit range of one of both': { ...range({ defaultRequest: { cpu: '1' } }), message: told('web (no memory)') },
    'one live pod of two asks for nothing': {
      on: deploymentWith(bad, living),
      beside: [liveSet, running(good), running(bad, 'b')],
      message,
    },
    ...family.fail,
  },
  unknown: {
    'neither limit ranges nor live pods could be read': {
      on: deploymentWith(bad, living),
      hidden: [limitRange, pod],
      reason: 'denied',
    },
    'limit ranges that could not be read may be newer than live pods': {
      on: deploymentWith(bad, living),
      beside: [liveSet, running(bad)],
      hidden: [limitRange],
      reason: 'denied',
    },
    'a version that was not read decides about the memory of the whole pod': {
      on: deploymentWith({
        containers: [{ name: 'web', resources: { requests: { cpu: '1' } } }],
        resources: { requests: both },
      }),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'a version that was not read decides about the CPU of the whole pod': {
      on: deploymentWith({
        containers: [{ name: 'web', resources: { requests: { memory: '1' } } }],
        resources: { requests: both },
      }),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'files do not hold the limit ranges of a cluster': {
      on: deploymentWith(bad, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
    ...family.unknown,
  },
  notApplicable: family.notApplicable,
});
