import { expect, it } from 'vitest';
import rule from '#rules/kubernetes/workload/k8s-writable-root-filesystem';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { livePod, liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const closed = { readOnlyRootFilesystem: true };
const good: Spec = { containers: [{ name: 'web', securityContext: closed }] };
const bad: Spec = { containers: [{ name: 'web' }] };
const told = (names: string) => `The root file system is writable for containers: ${names}.`;
const message = told('web');
const windows = 'its pods run Windows, which knows no such field';
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'every container is closed': { on: deploymentWith(good) },
    'a debugging container is meant to be written to': {
      on: podWith('web', { ...good, ephemeralContainers: [{ name: 'debug' }] }),
    },
    'a debugging container of a live pod': {
      on: deploymentWith(good, living),
      beside: [liveSet, livePod({ ...good, ephemeralContainers: [{ name: 'debug' }] })],
    },
  },
  fail: {
    'a field that is missing means false': { on: deploymentWith(bad), message },
    'a field that is false': {
      on: deploymentWith({ containers: [{ name: 'web', securityContext: { readOnlyRootFilesystem: false } }] }),
      message,
    },
    'an init container': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'prepare' }] }),
      message: told('prepare'),
    },
    'what is mounted at /tmp stays': {
      on: deploymentWith({
        volumes: [{ name: 'own', emptyDir: {} }],
        containers: [{ name: 'web', volumeMounts: [{ name: 'own', mountPath: '/tmp' }] }],
      }),
      message,
    },
    'an empty directory called tmp is used': {
      on: deploymentWith({ ...bad, volumes: [{ name: 'tmp', emptyDir: { medium: 'Memory' } }] }),
      message,
    },
    'another volume called tmp is not': {
      on: deploymentWith({ ...bad, volumes: [{ name: 'tmp', configMap: { name: 'x' } }] }),
      message,
      cannot: 'another volume is called tmp: give the containers one to write to',
    },
    'Linux that says so': {
      on: deploymentWith({ ...bad, os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'linux' } }),
      message,
    },
    'a container that a webhook adds': addedCase(good, { name: 'mesh' }, told('mesh (live pod)')),
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: {
    'pods that say that they run Windows': {
      on: deploymentWith({ ...bad, os: { name: 'windows' } }),
      message: windows,
    },
    'pods on nodes with Windows': {
      on: deploymentWith({ ...bad, nodeSelector: { 'kubernetes.io/os': 'windows' } }),
      message: windows,
    },
    ...family.notApplicable,
  },
});

it('the evidence is the context of the container, and what it should say', () => {
  const [found] = judgedBy(rule, deploymentWith(bad)).judgements;
  expect(found?.evidence).toMatchObject([{ expected: { readOnlyRootFilesystem: true } }]);
});
