import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import { limitRange } from '#clouds/kubernetes/limit-range/resource';
import rule from '#rules/kubernetes/workload/k8s-memory-limit-missing';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { api, liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { clusters, limitRangeWith } from '../../../support/kubernetes/objects.ts';
import { testRule } from '../../../support/test-rule.ts';

const limited = { resources: { limits: { memory: '1' } } };
const good: Spec = { containers: [{ name: 'web', ...limited }] };
const bad: Spec = { containers: [{ name: 'web', resources: { limits: { cpu: '1' }, requests: { memory: '1' } } }] };
const told = (names: string) => `No memory limit holds for containers: ${names}.`;
const message = told('web');
const whole: Spec = { ...bad, resources: { limits: { memory: '1' } } };
const gives = limitRangeWith({ default: { memory: '1' } });
const given = 'The limit range limits gives one.';

const family = familyCases({ good, bad, message });
const running = (spec: Spec, name = 'a') => podWith(name, spec, { owner: 'ReplicaSet/web-1' });

testRule(rule, {
  pass: {
    'every container has one': { on: deploymentWith(good) },
    'init containers end, and containers for debugging are no matter': {
      on: podWith('web', { ...good, initContainers: [{ name: 'prepare' }], ephemeralContainers: [{ name: 'debug' }] }),
    },
    'a sidecar has one': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'mesh', restartPolicy: 'Always', ...limited }] }),
    },
    'the pods have one as a whole from 1.34 on': {
      on: deploymentWith(whole),
      beside: api('34'),
      message: 'Its pods have a limit as a whole.',
    },
    'a limit range gives one': { on: deploymentWith(bad), beside: [gives], message: given },
    'a limit range that is newer than live pods without one': {
      on: deploymentWith(bad, living),
      beside: [gives, liveSet, running(bad)],
      message: given,
    },
    'a limit range gives one to pods that could not be read': {
      on: deploymentWith(bad, living),
      beside: [gives],
      hidden: [pod],
      message: given,
    },
    'a limit range without a default gives the largest': {
      on: deploymentWith(bad),
      beside: [limitRangeWith({ max: { memory: '2' } })],
      message: given,
    },
    'live pods show one that something gives them, though limit ranges could not be read': {
      on: deploymentWith(bad, living),
      beside: [liveSet, running(good)],
      hidden: [limitRange],
      message: 'Its live pods have one that the template lacks.',
    },
  },
  fail: {
    'a container has none': { on: deploymentWith(bad), message },
    'zero is none': {
      on: deploymentWith({ containers: [{ name: 'web', resources: { limits: { memory: '0' } } }] }),
      message,
    },
    'only the container without one is named': {
      on: deploymentWith({ containers: [{ name: 'api', ...limited }, { name: 'web' }] }),
      message,
    },
    'a sidecar has none': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'mesh', restartPolicy: 'Always' }] }),
      message: told('mesh'),
    },
    'before 1.34 a limit of the whole pod holds for nothing': {
      on: deploymentWith(whole),
      beside: api('33'),
      message,
    },
    'a limit of the whole pod of something else': {
      on: deploymentWith({ ...bad, resources: { limits: { cpu: '1' } } }),
      beside: api('34'),
      message,
    },
    'a limit range for pods gives containers none': {
      on: deploymentWith(bad),
      beside: [limitRangeWith({ type: 'Pod', max: { memory: '1' } })],
      message,
    },
    'a limit range of something else': {
      on: deploymentWith(bad),
      beside: [limitRangeWith({ default: { cpu: '1' } })],
      message,
    },
    'a limit range of another namespace': {
      on: deploymentWith(bad),
      beside: [limitRangeWith({ default: { memory: '1' } }, { namespace: 'other' })],
      message,
    },
    'one live pod of two has none': {
      on: deploymentWith(bad, living),
      beside: [liveSet, running(good), running(bad, 'b')],
      message,
    },
    'a container that a webhook adds has none': {
      on: deploymentWith(good, living),
      beside: [liveSet, running({ containers: [...(good.containers ?? []), { name: 'mesh' }] })],
      message: told('mesh (live pod)'),
    },
    'live pods have one, and a container that a webhook adds has none': {
      on: deploymentWith(bad, living),
      beside: [liveSet, running({ containers: [...(good.containers ?? []), { name: 'mesh' }] })],
      message: told('mesh (live pod)'),
    },
    ...family.fail,
  },
  unknown: {
    'limit ranges that could not be read may be newer than live pods without one': {
      on: deploymentWith(bad, living),
      beside: [liveSet, running(bad)],
      hidden: [limitRange],
      reason: 'denied',
    },
    'neither limit ranges nor live pods could be read': {
      on: deploymentWith(bad, living),
      hidden: [limitRange, pod],
      reason: 'denied',
    },
    'limit ranges of what has no live pods could not be read': {
      on: deploymentWith(bad),
      hidden: [limitRange],
      reason: 'denied',
    },
    'a version that was not read decides about a limit of the whole pod': {
      on: deploymentWith(whole),
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
