import rule from '#rules/kubernetes/workload/k8s-security-context-missing';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { added, livePod, liveSet, living, ofPod } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const bad: Spec = { containers: [{ name: 'web' }] };
const good: Spec = { ...bad, securityContext: { fsGroup: 1 } };
const told = (names: string) => `Neither the pod level nor a container sets a security context: ${names}.`;
const message = told('web');
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'the pod level sets something': { on: deploymentWith(good) },
    'one container of several sets something': {
      on: deploymentWith({
        containers: [{ name: 'web' }, { name: 'side', securityContext: { readOnlyRootFilesystem: true } }],
      }),
    },
    'a container that runs before the others does': {
      on: deploymentWith({ ...bad, initContainers: [{ name: 'prepare', securityContext: { privileged: false } }] }),
    },
    'what Windows is told counts': {
      on: deploymentWith({
        ...bad,
        os: { name: 'windows' },
        securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } },
      }),
    },
  },
  fail: {
    'nobody sets anything': { on: deploymentWith(bad), message },
    'empty contexts set nothing': {
      on: deploymentWith({
        securityContext: {},
        initContainers: [{ name: 'prepare' }],
        containers: [{ name: 'web', securityContext: {} }],
      }),
      message: told('prepare, web'),
    },
    'a manifest that spells out null sets nothing': {
      on: deploymentWith(JSON.parse('{"securityContext":{"fsGroup":null},"containers":[{"name":"web"}]}') as Spec),
      message,
    },
    'Windows pods are judged too': {
      on: podWith('web', { ...bad, os: { name: 'windows' } }),
      message,
      cannot: ofPod,
    },
    'a template of Windows pods': {
      on: deploymentWith({ ...bad, os: { name: 'windows' } }),
      message,
    },
    'what a webhook adds says nothing of the workload': {
      on: deploymentWith(bad, living),
      beside: [
        liveSet,
        livePod({ containers: [{ name: 'web' }, { name: 'mesh', securityContext: { runAsNonRoot: true } }] }),
      ],
      message,
      cannot: added,
    },
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});
