import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/workload/k8s-probe-lifecycle-host';
import { addedCase, familyCases } from '../../../support/kubernetes/family-cases.ts';
import { api } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

type Container = NonNullable<Spec['containers']>[number];

const now = api('34');
const probing = (more: Omit<Container, 'name'>): Spec => ({ containers: [{ name: 'web', ...more }] });
const get = (host?: string) => ({ httpGet: { port: 80, path: '/', ...(host !== undefined && { host }) } });
const open = (host: string) => ({ tcpSocket: { port: 80, host } });
const live = (host: string) => probing({ livenessProbe: get(host) });
const told = (what: string) => `Probes or hooks ask hosts of their choice: ${what}.`;
const asks = (host: string) => told(`web livenessProbe (${host})`);
const good = probing({ livenessProbe: get() });
const bad = live('example.com');
const family = familyCases({ good, bad, message: asks('example.com'), beside: now });
const nodeSide = (host: string) => ({
  on: deploymentWith(live(host)),
  beside: now,
  message: asks(host),
  grade: 'medium' as const,
});

testRule(rule, {
  pass: {
    'no probe': { on: deploymentWith({ containers: [{ name: 'web' }] }), beside: now },
    'without a host the kubelet asks the pod': { on: deploymentWith(good), beside: now },
    'an empty host is none': { on: deploymentWith(live('')), beside: now },
    'commands, gRPC and headers name no host': {
      on: deploymentWith(
        probing({
          livenessProbe: { exec: { command: ['true'] } },
          readinessProbe: { grpc: { port: 1, service: 'x' } },
          startupProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'Host', value: 'example.com' }] } },
          lifecycle: { preStop: { sleep: { seconds: 1 } } },
        }),
      ),
      beside: now,
    },
  },
  fail: {
    'a liveness probe': { on: deploymentWith(bad), beside: now, message: asks('example.com') },
    'every probe and hook, by HTTP and TCP': {
      on: deploymentWith(
        probing({
          livenessProbe: open('a'),
          readinessProbe: get('b'),
          startupProbe: open('c'),
          lifecycle: { postStart: get('d'), preStop: open('e') },
        }),
      ),
      beside: api('37'),
      message: told(
        'web livenessProbe (a), web readinessProbe (b), web startupProbe (c), web lifecycle.postStart (d), ' +
          'web lifecycle.preStop (e)',
      ),
    },
    'other probes of the container stay': {
      on: deploymentWith(
        probing({ readinessProbe: get('b'), livenessProbe: get(), lifecycle: { postStart: get('d'), preStop: get() } }),
      ),
      beside: now,
      message: told('web readinessProbe (b), web lifecycle.postStart (d)'),
    },
    'a hook before the end alone': {
      on: deploymentWith(probing({ lifecycle: { preStop: get('x') } })),
      beside: now,
      message: told('web lifecycle.preStop (x)'),
    },
    'an init container': {
      on: deploymentWith({ ...good, initContainers: [{ name: 'side', startupProbe: get('x') }] }),
      beside: now,
      message: told('side startupProbe (x)'),
    },
    'a link-local address': nodeSide('169.254.169.254'),
    'a link-local address of IPv6': nodeSide('fe80::1'),
    'a link-local address with its zone': nodeSide('[fe80::1%eth0]'),
    'a link-local address of IPv4 in IPv6': nodeSide('::ffff:169.254.169.254'),
    'the metadata service of EC2 by IPv6': nodeSide('fd00:ec2::254'),
    'a metadata name': nodeSide('Metadata.google.internal.'),
    'the name of EC2': nodeSide('instance-data'),
    'the node itself': nodeSide('127.0.0.1'),
    'the node itself by IPv6': nodeSide('::1'),
    'the node itself by name': nodeSide('localhost'),
    'a name below it': nodeSide('x.localhost'),
    'one of several': {
      on: deploymentWith(probing({ livenessProbe: get('a'), readinessProbe: get('localhost') })),
      beside: now,
      message: told('web livenessProbe (a), web readinessProbe (localhost)'),
      grade: 'medium',
    },
    'an address beside the link-local ones': {
      on: deploymentWith(live('169.253.255.255')),
      beside: now,
      message: asks('169.253.255.255'),
    },
    'a name that only ends alike': {
      on: deploymentWith(live('notlocalhost')),
      beside: now,
      message: asks('notlocalhost'),
    },
    'on the network of the node the loopback is its own': {
      on: deploymentWith({ ...live('127.0.0.1'), hostNetwork: true }),
      beside: now,
      message: asks('127.0.0.1'),
    },
    'metadata is not, even there': {
      on: deploymentWith({ ...live('169.254.169.254'), hostNetwork: true }),
      beside: now,
      message: asks('169.254.169.254'),
      grade: 'medium',
    },
    'policy can fix the version': {
      on: deploymentWith(bad),
      params: { pssVersion: 'v1.34' },
      message: asks('example.com'),
    },
    'a container that a webhook adds': {
      ...addedCase(good, { name: 'mesh', livenessProbe: get('x') }, told('mesh livenessProbe (x)')),
      params: { pssVersion: 'v1.34' },
    },
    ...family.fail,
  },
  unknown: {
    'a version that was not read may be one that says nothing': {
      on: deploymentWith(bad),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    ...family.unknown,
  },
  notApplicable: {
    'before 1.34 the baseline says nothing': {
      on: deploymentWith(bad),
      beside: api('33'),
      message: 'the baseline says nothing about it before 1.34',
    },
    ...family.notApplicable,
  },
});
