import { expect, it } from 'vitest';
import rule from '#rules/kubernetes/workload/k8s-container-runtime-socket';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const mounted = (path: string, readOnly = false): Spec => ({
  volumes: [{ name: 'host', hostPath: { path } }],
  containers: [{ name: 'web', volumeMounts: [{ name: 'host', mountPath: '/host', readOnly }] }],
});
const unmounted = (path: string): Spec => ({ ...mounted(path), containers: [{ name: 'web' }] });
const told = (what: string) => `Volumes give the socket of the container runtime: host (${what}).`;
const good: Spec = { containers: [{ name: 'web' }] };
const bad = mounted('/run/docker.sock');
const family = familyCases({ good, bad, message: told('/run/docker.sock, writable') });
const found = (path: string) => ({ on: deploymentWith(mounted(path)), message: told(`${path}, writable`) });
const custom = { runtimeSockets: ['/opt/own.sock'] };

testRule(rule, {
  pass: {
    'no volumes': { on: deploymentWith(good) },
    'another path': { on: deploymentWith(mounted('/data')) },
    'a socket that nothing mounts': { on: deploymentWith(unmounted('/run/docker.sock')) },
    'the root is the finding of another rule': { on: deploymentWith(mounted('/')) },
    '/run is the finding of another rule': { on: deploymentWith(mounted('/run')) },
    '/var/run is the finding of another rule': { on: deploymentWith(mounted('/var/run/')) },
    'a file beside a socket': { on: deploymentWith(mounted('/run/docker.sock.bak')) },
    'a name under a socket': { on: deploymentWith(mounted('/run/docker.sock/x')) },
    'a socket that policy does not list': { on: deploymentWith(bad), params: custom },
  },
  fail: {
    'a socket': { on: deploymentWith(bad), message: told('/run/docker.sock, writable') },
    '/var/run is /run': found('/var/run/docker.sock'),
    'a path written in another way': found('//run/x/..//docker.sock/'),
    'a directory that holds one': found('/run/containerd'),
    'a directory that holds a directory that holds one': found('/run/k3s'),
    'a pipe of Windows': found('\\\\.\\pipe\\docker_engine'),
    'read-only does not help': {
      on: deploymentWith(mounted('/run/crio/crio.sock', true)),
      message: told('/run/crio/crio.sock, read-only'),
    },
    'a socket of policy': {
      on: deploymentWith(mounted('/opt/own.sock')),
      params: custom,
      message: told('/opt/own.sock, writable'),
    },
    'only an init container mounts it': {
      on: deploymentWith({
        ...unmounted('/run/docker.sock'),
        initContainers: [{ name: 'prepare', volumeMounts: [{ name: 'host', mountPath: '/host' }] }],
      }),
      message: told('/run/docker.sock, writable'),
    },
    'a container that a webhook adds mounts it': addedCase(
      unmounted('/run/docker.sock'),
      { name: 'mesh', volumeMounts: [{ name: 'host', mountPath: '/host' }] },
      told('/run/docker.sock, writable'),
    ),
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: {
    'agents that need it are exempt by image': {
      on: deploymentWith({
        ...bad,
        containers: [{ name: 'falco', image: 'falco:1', volumeMounts: [{ name: 'host', mountPath: '/host' }] }],
      }),
      params: { exemptImages: ['falco:1'] },
      message: 'Policy exempts all of its images.',
    },
    ...family.notApplicable,
  },
});

it('the plan takes out no other volumes', () => {
  const on = deploymentWith({
    volumes: [
      { name: 'host', hostPath: { path: '/run/docker.sock' } },
      { name: 'data', hostPath: { path: '/data' } },
    ],
    containers: [{ name: 'web', volumeMounts: [{ name: 'host', mountPath: '/host' }] }],
  });
  expect(judgedBy(rule, on).plan()).toMatchObject([{ request: { volumes: [{ name: 'host', $patch: 'delete' }] } }]);
});
