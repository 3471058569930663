import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/workload/k8s-windows-container-administrator';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { added, livePod, liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, replicaSetWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const windows = { os: { name: 'windows' } };
const as = (runAsUserName?: string, more: object = {}) => ({ windowsOptions: { runAsUserName, ...more } });
const running = (...args: Parameters<typeof as>): Spec => ({
  ...windows,
  containers: [{ name: 'web', securityContext: as(...args) }],
});
const told = (names: string) => `The user of containers is ContainerAdministrator: ${names}.`;
const open = 'Nothing keeps the user of containers from being ContainerAdministrator: web.';
const message = told('web');
const good = running('ContainerUser');
const bad = running('ContainerAdministrator');
const unsaid: Spec = { ...windows, containers: [{ name: 'web' }] };
const grade = 'low';
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'another user': { on: deploymentWith(good) },
    'the pod level names another': { on: deploymentWith({ ...unsaid, securityContext: as('ContainerUser') }) },
    'the container wins over its pod': {
      on: deploymentWith({ ...good, securityContext: as('ContainerAdministrator') }),
    },
    'where nobody says anything, not root is no administrator': {
      on: deploymentWith({ ...unsaid, securityContext: { runAsNonRoot: true } }),
    },
    'another rule reports processes of the host': {
      on: deploymentWith({ ...running('ContainerAdministrator', { hostProcess: true }), hostNetwork: true }),
    },
  },
  fail: {
    'a container is told so': { on: deploymentWith(bad), message },
    'in any case': { on: deploymentWith(running('containeradministrator')), message },
    'the pod level says it': {
      on: deploymentWith({ ...unsaid, securityContext: as('ContainerAdministrator') }),
      message,
    },
    'pods that only ask for Windows nodes': {
      on: deploymentWith({
        containers: [{ name: 'web', securityContext: as('ContainerAdministrator') }],
        nodeSelector: { 'kubernetes.io/os': 'windows' },
      }),
      message,
    },
    'the name of the user has its domain before it': {
      on: deploymentWith(running('User Manager\\ContainerAdministrator')),
      message,
    },
    'not root does not undo what is told': {
      on: deploymentWith({ ...bad, securityContext: { runAsNonRoot: true } }),
      message,
    },
    'nobody says anything, and the image decides': { on: deploymentWith(unsaid), message: open, grade },
    'a container that a webhook adds': {
      on: deploymentWith(good, living),
      beside: [
        replicaSetWith(good, { owner: 'Deployment/web' }),
        livePod({
          ...good,
          containers: [...(good.containers ?? []), { name: 'mesh', securityContext: as('ContainerAdministrator') }],
        }),
      ],
      message: told('mesh (live pod)'),
      cannot: added,
    },
    ...family.fail,
  },
  unknown: {
    'live pods that could not be read may be graver': {
      on: deploymentWith(unsaid, living),
      beside: [liveSet],
      hidden: [pod],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: {
    'Linux has no such user': {
      on: deploymentWith({ containers: [{ name: 'web' }] }),
      message: 'its pods run on Linux',
    },
    ...family.notApplicable,
  },
});
