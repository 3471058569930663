import rule from '#rules/kubernetes/workload/k8s-run-as-root-group';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { ofPod } from '../../../support/kubernetes/root-specs.ts';
import { testRule } from '../../../support/test-rule.ts';

const told = (words: string) => `By what the workload sets, ${words}.`;
const inGroup = (names: string) => `containers run with group 0: ${names}`;
const bare: Spec = { containers: [{ name: 'web' }] };
const good: Spec = { ...bare, securityContext: { runAsGroup: 1, fsGroup: 1, supplementalGroups: [1] } };
const bad: Spec = { containers: [{ name: 'web', securityContext: { runAsGroup: 0 } }] };
const message = told(inGroup('web'));
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'other groups': { on: deploymentWith(good) },
    'where nobody says anything the image decides': { on: deploymentWith(bare) },
    'the container wins over its pod': {
      on: deploymentWith({
        securityContext: { runAsGroup: 0 },
        containers: [{ name: 'web', securityContext: { runAsGroup: 1 } }],
      }),
    },
    'a pod with a user namespace of its own': {
      on: deploymentWith({ ...bad, hostUsers: false, securityContext: { fsGroup: 0, supplementalGroups: [0] } }),
    },
  },
  fail: {
    'a container': { on: deploymentWith(bad), message },
    'the pod level': { on: deploymentWith({ ...bare, securityContext: { runAsGroup: 0 } }), message },
    volumes: {
      on: deploymentWith({ ...bare, securityContext: { fsGroup: 0 } }),
      message: told('volumes belong to group 0: fsGroup is 0'),
    },
    'a group besides': {
      on: deploymentWith({ ...bare, securityContext: { supplementalGroups: [1, 0] } }),
      message: told('the pod is in group 0: supplementalGroups holds 0'),
    },
    'all of it': {
      on: podWith('web', {
        securityContext: { fsGroup: 0, supplementalGroups: [0] },
        initContainers: [{ name: 'prepare', securityContext: { runAsGroup: 0 } }],
        containers: [{ name: 'web' }],
      }),
      message: told(
        `${inGroup('prepare')}; volumes belong to group 0: fsGroup is 0; ` +
          'the pod is in group 0: supplementalGroups holds 0',
      ),
      cannot: ofPod,
    },
    'a container that a webhook adds': addedCase(
      good,
      { name: 'mesh', securityContext: { runAsGroup: 0 } },
      told(inGroup('mesh (live pod)')),
    ),
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: {
    'Windows has no such groups': {
      on: deploymentWith({ ...bad, os: { name: 'windows' } }),
      message: 'its pods run on Windows',
    },
    ...family.notApplicable,
  },
});
