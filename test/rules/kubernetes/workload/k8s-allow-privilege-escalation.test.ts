import { expect, it } from 'vitest';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/workload/k8s-allow-privilege-escalation';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { api, beside, ofPod } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const own = (securityContext: NonNullable<Spec['containers']>[number]['securityContext']): Spec => ({
  containers: [{ name: 'web', securityContext }],
});
const told = (names: string) => `Containers may gain rights: ${names}.`;
const good = own({ allowPrivilegeEscalation: false });
const bad: Spec = { containers: [{ name: 'web' }] };
const message = told('web');
const privileged = own({ privileged: true });
const windows: Spec = { ...bad, os: { name: 'windows' } };
const onWindows: Spec = { ...bad, nodeSelector: { 'kubernetes.io/os': 'windows' } };
const refused = 'the API refuses it for containers that are privileged: end that first';
const sayWindows = 'its pods run Windows: say so in spec.os.name';
const family = familyCases({ good, bad, message, beside });

testRule(rule, {
  pass: {
    'every container forbids it': { on: deploymentWith(good), beside },
    'since 1.8': { on: deploymentWith(good), beside: api('8') },
  },
  fail: {
    'a field that is missing means true': { on: deploymentWith(bad), beside, message },
    'since 1.8 it is judged': { on: deploymentWith(bad), beside: api('8'), message },
    'a field that is true': { on: deploymentWith(own({ allowPrivilegeEscalation: true })), beside, message },
    'an init container': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare' }] }),
      beside,
      message: told('prepare'),
    },
    'a debugging container': {
      on: podWith('web', { ...good, ephemeralContainers: [{ name: 'debug' }] }),
      beside,
      message: told('debug'),
      cannot: ofPod,
    },
    'of a privileged container another finding is the cause': {
      on: deploymentWith(privileged),
      beside,
      message: told('web (privileged)'),
      grade: 'low',
      cannot: refused,
    },
    'so it is of one that administers the system': {
      on: deploymentWith(own({ capabilities: { add: ['KILL', 'CAP_SYS_ADMIN'] } })),
      beside,
      message: told('web (privileged)'),
      grade: 'low',
      cannot: refused,
    },
    'another container beside a privileged one': {
      on: deploymentWith({ containers: [...(privileged.containers ?? []), { name: 'api' }] }),
      beside,
      message: told('web (privileged), api'),
      cannot: refused,
    },
    'Windows is judged before 1.25': { on: deploymentWith(windows), beside: api('24'), message, cannot: sayWindows },
    'policy can fix the version': {
      on: deploymentWith(windows),
      params: { pssVersion: 'v1.24' },
      message,
      cannot: sayWindows,
    },
    'nodes with Windows do not exempt: the fix is to say it': {
      on: deploymentWith(onWindows),
      beside: api('37'),
      message,
      grade: 'low',
      cannot: sayWindows,
    },
    'nodes with Linux': {
      on: deploymentWith({ ...bad, nodeSelector: { 'kubernetes.io/os': 'linux' }, os: { name: 'linux' } }),
      beside,
      message,
    },
    'a container that a webhook adds': {
      ...addedCase(good, { name: 'mesh' }, told('mesh (live pod)')),
      params: { pssVersion: 'v1.30' },
    },
    ...family.fail,
  },
  unknown: {
    'a version that was not read may be older than the field': {
      on: deploymentWith(bad),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: {
    'before 1.8 there is no such field': {
      on: deploymentWith(bad),
      beside: api('7'),
      message: 'the field exists since 1.8',
    },
    'from 1.25 on pods that say that they run Windows': {
      on: deploymentWith(windows),
      beside: api('25'),
      message: 'its pods say that they run Windows',
    },
    ...family.notApplicable,
  },
});

it('the evidence is the context of the container, and what it should say', () => {
  const [found] = judgedBy(rule, deploymentWith(bad), { beside }).judgements;
  expect(found?.evidence).toMatchObject([{ expected: { allowPrivilegeEscalation: false } }]);
});
