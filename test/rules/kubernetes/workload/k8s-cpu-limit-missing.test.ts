import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import { limitRange } from '#clouds/kubernetes/limit-range/resource';
import rule from '#rules/kubernetes/workload/k8s-cpu-limit-missing';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { api, liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { clusters, limitRangeWith } from '../../../support/kubernetes/objects.ts';
import { testRule } from '../../../support/test-rule.ts';

const limited = { resources: { limits: { cpu: '1' } } };
const good: Spec = { containers: [{ name: 'web', ...limited }] };
const bad: Spec = { containers: [{ name: 'web', resources: { limits: { memory: '1' }, requests: { cpu: '1' } } }] };
const told = (names: string) => `No CPU limit holds for containers: ${names}.`;
const message = told('web');
const whole: Spec = { ...bad, resources: { limits: { cpu: '1' } } };
const gives = limitRangeWith({ default: { cpu: '1' } });
const given = 'The limit range limits gives one.';
const params = { requireCpuLimits: true };
const family = familyCases({ good, bad, message, params });
const running = (spec: Spec, name = 'a') => podWith(name, spec, { owner: 'ReplicaSet/web-1' });

testRule(rule, {
  pass: {
    'every container has one': { params, on: deploymentWith(good) },
    'init containers end, and containers for debugging are no matter': {
      params,
      on: podWith('web', { ...good, initContainers: [{ name: 'prepare' }], ephemeralContainers: [{ name: 'debug' }] }),
    },
    'a sidecar has one': {
      params,
      on: deploymentWith({ ...good, initContainers: [{ name: 'mesh', restartPolicy: 'Always', ...limited }] }),
    },
    'the pods have one as a whole from 1.34 on': {
      params,
      on: deploymentWith(whole),
      beside: api('34'),
      message: 'Its pods have a limit as a whole.',
    },
    'a limit range gives one': { params, on: deploymentWith(bad), beside: [gives], message: given },
    'a limit range that is newer than live pods without one': {
      params,
      on: deploymentWith(bad, living),
      beside: [gives, liveSet, running(bad)],
      message: given,
    },
    'a limit range gives one to pods that could not be read': {
      params,
      on: deploymentWith(bad, living),
      beside: [gives],
      hidden: [pod],
      message: given,
    },
    'a limit range without a default gives the largest': {
      params,
      on: deploymentWith(bad),
      beside: [limitRangeWith({ max: { cpu: '2' } })],
      message: given,
    },
    'live pods show one that something gives them, though limit ranges could not be read': {
      params,
      on: deploymentWith(bad, living),
      beside: [liveSet, running(good)],
      hidden: [limitRange],
      message: 'Its live pods have one that the template lacks.',
    },
  },
  fail: {
    'a container has none': { params, on: deploymentWith(bad), message },
    'zero is none': {
      params,
      on: deploymentWith({ containers: [{ name: 'web', resources: { limits: { cpu: '0' } } }] }),
      message,
    },
    'only the container without one is named': {
      params,
      on: deploymentWith({ containers: [{ name: 'api', ...limited }, { name: 'web' }] }),
      message,
    },
    'a sidecar has none': {
      params,
      on: deploymentWith({ ...good, initContainers: [{ name: 'mesh', restartPolicy: 'Always' }] }),
      message: told('mesh'),
    },
    'before 1.34 a limit of the whole pod holds for nothing': {
      params,
      on: deploymentWith(whole),
      beside: api('33'),
      message,
    },
    'a limit of the whole pod of something else': {
      params,
      on: deploymentWith({ ...bad, resources: { limits: { memory: '1' } } }),
      beside: api('34'),
      message,
    },
    'a limit range for pods gives containers none': {
      params,
      on: deploymentWith(bad),
      beside: [limitRangeWith({ type: 'Pod', max: { cpu: '1' } })],
      message,
    },
    'a limit range of something else': {
      params,
      on: deploymentWith(bad),
      beside: [limitRangeWith({ default: { memory: '1' } })],
      message,
    },
    'a limit range of another namespace': {
      params,
      on: deploymentWith(bad),
      beside: [limitRangeWith({ default: { cpu: '1' } }, { namespace: 'other' })],
      message,
    },
    'one live pod of two has none': {
      params,
      on: deploymentWith(bad, living),
      beside: [liveSet, running(good), running(bad, 'b')],
      message,
    },
    'a container that a webhook adds has none': {
      params,
      on: deploymentWith(good, living),
      beside: [liveSet, running({ containers: [...(good.containers ?? []), { name: 'mesh' }] })],
      message: told('mesh (live pod)'),
    },
    'live pods have one, and a container that a webhook adds has none': {
      params,
      on: deploymentWith(bad, living),
      beside: [liveSet, running({ containers: [...(good.containers ?? []), { name: 'mesh' }] })],
      message: told('mesh (live pod)'),
    },
    ...family.fail,
  },
  unknown: {
    'limit ranges that could not be read may be newer than live pods without one': {
      params,
      on: deploymentWith(bad, living),
      beside: [liveSet, running(bad)],
      hidden: [limitRange],
      reason: 'denied',
    },
    'neither limit ranges nor live pods could be read': {
      params,
      on: deploymentWith(bad, living),
      hidden: [limitRange, pod],
      reason: 'denied',
    },
    'limit ranges of what has no live pods could not be read': {
      params,
      on: deploymentWith(bad),
      hidden: [limitRange],
      reason: 'denied',
    },
    'a version that was not read decides about a limit of the whole pod': {
      params,
      on: deploymentWith(whole),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'files do not hold the limit ranges of a cluster': {
      params,
      on: deploymentWith(bad, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
    ...family.unknown,
  },
  notApplicable: {
    'policy does not ask for them': {
      on: deploymentWith(bad),
      message: 'policy asks for no CPU limits: requireCpuLimits is false',
    },
    ...family.notApplicable,
  },
});
