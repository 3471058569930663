import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/workload/k8s-hostpath-volume';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

type Mount = NonNullable<NonNullable<Spec['containers']>[number]['volumeMounts']>[number];

const mounted = (path: string, mount: Mount = {}): Spec => ({
  volumes: [{ name: 'host', hostPath: { path } }],
  containers: [{ name: 'web', volumeMounts: [{ name: 'host', mountPath: '/host', ...mount }] }],
});
const unmounted = (path: string): Spec => ({ ...mounted(path), containers: [{ name: 'web' }] });
const readOnly = { readOnly: true };
const told = (what: string) => `Volumes are paths of the node: host (${what}).`;
const good: Spec = { containers: [{ name: 'web' }], volumes: [{ name: 'tmp', emptyDir: {} }] };
const bad = mounted('/data');
const family = familyCases({ good, bad, message: told('/data, writable') });
const critical = (path: string) => ({
  on: deploymentWith(mounted(path)),
  message: told(`${path}, writable`),
  grade: 'critical' as const,
});

testRule(rule, {
  pass: {
    'other volumes': { on: deploymentWith(good) },
    'no volumes': { on: deploymentWith({ containers: [{ name: 'web' }] }) },
    'a mounted socket of a runtime is the finding of another rule': { on: deploymentWith(mounted('/run/docker.sock')) },
  },
  fail: {
    'nothing that live pods mount could be graver': {
      ...critical('/'),
      on: deploymentWith(mounted('/'), living),
      hidden: [pod],
    },
    'a writable mount of some path': { on: deploymentWith(bad), message: told('/data, writable') },
    'a mount that says it is not read-only': {
      on: deploymentWith(mounted('/data', { readOnly: false })),
      message: told('/data, writable'),
    },
    'the root of the node': critical('/'),
    'a sensitive path': critical('/etc'),
    'a sensitive path written in another way': critical('//var/../etc/.'),
    'what lies under a sensitive path': critical('/var/lib/kubelet/pods'),
    'what contains a sensitive path': critical('/var'),
    '/var/run is /run': critical('/var/run/x'),
    'a drive of Windows': critical('C:\\'),
    'a sensitive folder of Windows in another case': critical('c:/K/bin'),
    'another folder of a drive': { on: deploymentWith(mounted('C:\\data')), message: told('C:\\data, writable') },
    'a path that only begins like a sensitive one': {
      on: deploymentWith(mounted('/etcetera')),
      message: told('/etcetera, writable'),
    },
    'the root is critical whatever policy lists': {
      on: deploymentWith(mounted('/')),
      params: { sensitivePaths: [] },
      message: told('/, writable'),
      grade: 'critical',
    },
    'policy names what is sensitive': {
      on: deploymentWith(mounted('/etc')),
      params: { sensitivePaths: ['/data'] },
      message: told('/etc, writable'),
    },
    'mounts that come back to the node are critical': {
      on: deploymentWith(mounted('/data', { readOnly: true, mountPropagation: 'Bidirectional' })),
      message: told('/data, read-only'),
      grade: 'critical',
    },
    'mounts of the node that come to the container are not': {
      on: deploymentWith(mounted('/data', { mountPropagation: 'HostToContainer' })),
      message: told('/data, writable'),
    },
    'every mount is read-only': {
      on: deploymentWith(mounted('/var/log', readOnly)),
      message: told('/var/log, read-only'),
      grade: 'medium',
    },
    'credentials can be read in /': { on: deploymentWith(mounted('/', readOnly)), message: told('/, read-only') },
    'credentials can be read in /etc': {
      on: deploymentWith(mounted('/etc/', readOnly)),
      message: told('/etc/, read-only'),
    },
    'a volume that nothing mounts counts': {
      on: deploymentWith(unmounted('/etc')),
      message: told('/etc, not mounted'),
      grade: 'medium',
    },
    'a socket of a runtime that nothing mounts': {
      on: deploymentWith(unmounted('/run/docker.sock')),
      message: told('/run/docker.sock, not mounted'),
      grade: 'medium',
    },
    'a parent of all sockets': critical('/run'),
    'one writable mount of two': {
      on: deploymentWith({
        ...mounted('/data', readOnly),
        initContainers: [{ name: 'prepare', volumeMounts: [{ name: 'host', mountPath: '/host' }] }],
      }),
      message: told('/data, writable'),
    },
    'the gravest of several volumes counts, and other volumes and mounts stay': {
      on: deploymentWith({
        volumes: [
          { name: 'logs', hostPath: { path: '/var/log' } },
          { name: 'tmp', emptyDir: {} },
          { name: 'data', hostPath: { path: '/data' } },
        ],
        containers: [
          {
            name: 'web',
            volumeMounts: [
              { name: 'logs', mountPath: '/logs', readOnly: true },
              { name: 'tmp', mountPath: '/tmp' },
              { name: 'data', mountPath: '/data' },
            ],
          },
        ],
      }),
      message: 'Volumes are paths of the node: logs (/var/log, read-only), data (/data, writable).',
    },
    'a container that a webhook adds mounts it': {
      ...addedCase(
        unmounted('/data'),
        { name: 'mesh', volumeMounts: [{ name: 'host', mountPath: '/host' }] },
        told('/data, writable'),
      ),
    },
    ...family.fail,
  },
  unknown: {
    ...family.unknown,
    'live pods that could not be read may mount it for writing': {
      on: deploymentWith(mounted('/data', readOnly), living),
      hidden: [pod],
      reason: 'denied',
    },
  },
  notApplicable: family.notApplicable,
});
