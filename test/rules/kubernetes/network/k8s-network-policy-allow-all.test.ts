import { ingress } from '#clouds/kubernetes/ingress/resource';
import type { NetworkPolicy } from '#clouds/kubernetes/network-policy/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import { service } from '#clouds/kubernetes/service/resource';
import rule from '#rules/kubernetes/network/k8s-network-policy-allow-all';
import { apiWith, clusters } from '../../../support/kubernetes/objects.ts';
import { applicationPolicyWith, ciliumClusterwideWith, policyWith } from '../../../support/kubernetes/policies.ts';
import { ingressClassWith, ingressWith, serviceWith } from '../../../support/kubernetes/services.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { cilium, engines } from './k8s-network-policy-allow-all.engines.ts';

type Plain = NonNullable<NetworkPolicy['spec']>;

const web = { podSelector: { matchLabels: { app: 'web' } } };
const plain = (spec: Plain) => policyWith({ ...web, ...spec });
const from = (...cidrs: readonly string[]): Plain => ({
  ingress: [{ from: cidrs.map((cidr) => ({ ipBlock: { cidr } })) }],
});
const onPort: Plain = { ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] }] };
const groups = ['networking.k8s.io', 'cilium.io', 'projectcalico.org'].map((name) => ({ name, versions: ['v1'] }));
const api = apiWith({ groups });

const pods = podWith('web', {}, { labels: { app: 'web' } });
const open = serviceWith(
  { type: 'LoadBalancer' },
  { status: { loadBalancer: { ingress: [{ hostname: 'a.elb.amazonaws.com' }] } } },
);
const inner = serviceWith({ type: 'LoadBalancer' }, { status: { loadBalancer: { ingress: [{ ip: '10.0.0.9' }] } } });
const alb = ingressClassWith('alb', 'ingress.k8s.aws/alb');
const leading = (scheme: string, name = 'web') =>
  ingressWith(
    {
      ingressClassName: 'alb',
      rules: [
        { http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }] } },
      ],
    },
    { annotations: { 'alb.ingress.kubernetes.io/scheme': scheme }, name: 'shop' },
  );

const everybody = 'The policy lets in anybody on any port.';
const ports = 'The policy lets in anybody on some ports.';
const addresses = 'The policy lets in every address on any port.';
const addressPorts = 'The policy lets in every address on some ports.';
const namespaces = 'The policy lets in every namespace on any port.';
const out = 'The policy lets out to anybody on any port.';
const front = (name: string) => `Its pods are reached through shop/${name}, which is public.`;

testRule(rule, {
  pass: {
    ...engines.pass,
    'no rules': { on: plain({}) },
    'peers of its own namespace, and others by their labels': {
      on: plain({
        ingress: [
          { from: [{ podSelector: {} }] },
          { from: [{ namespaceSelector: { matchLabels: { tier: 'front' } } }] },
          { from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'proxy' } } }] },
        ],
      }),
    },
    'half of all addresses': { on: plain(from('0.0.0.0/1')) },
    'all addresses but some': {
      on: plain({ ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }] }),
    },
    'one protocol of telephony, or a part of all ports': {
      on: plain({ egress: [{ ports: [{ protocol: 'SCTP' }] }, { ports: [{ port: 1024, endPort: 65_535 }] }] }),
    },
    'anybody may be reached on some ports': { on: plain({ egress: [{ ports: [{ port: 443 }] }] }) },
    'every address may be reached': { on: plain({ egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }) },
    'rules of a direction that it is not about': { on: plain({ policyTypes: ['Egress'], ingress: [{}] }) },
    'rules out of a policy about the way in': { on: plain({ policyTypes: ['Ingress'], egress: [{}] }) },
    'a front that a public load balancer leads to': {
      on: plain(onPort),
      beside: [api, pods, open],
      message: front('web'),
    },
    'a front that a public ingress leads to': {
      on: plain(onPort),
      beside: [api, pods, serviceWith(), leading('internet-facing'), alb],
      message: front('shop'),
    },
    'a Cilium policy for a front': {
      on: cilium({ ingress: [{ fromEntities: ['world'], toPorts: [{}] }] }),
      beside: [api, pods, open],
      message: front('web'),
    },
  },
  fail: {
    ...engines.fail,
    'an empty rule': { on: plain({ ingress: [{}] }), message: everybody },
    'empty lists are as good as none': { on: plain({ ingress: [{ from: [], ports: [] }] }), message: everybody },
    'a protocol without a port is all of its ports': {
      on: plain({ ingress: [{ ports: [{ protocol: 'TCP' }] }] }),
      message: everybody,
    },
    'a range of all ports': {
      on: plain({ ingress: [{ ports: [{ port: 443 }, { protocol: 'UDP', port: 1, endPort: 65_535 }] }] }),
      message: everybody,
    },
    'anybody may be reached by a protocol without a port': {
      on: plain({ egress: [{ ports: [{ protocol: 'TCP' }, { protocol: 'UDP' }] }] }),
      message: out,
      grade: 'low',
    },
    'every pod of every namespace': {
      on: plain({ ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] }),
      message: namespaces,
      grade: 'low',
    },
    'a rule that no front excuses, whatever fronts were not read': {
      on: plain({ ingress: [...(onPort.ingress ?? []), {}] }),
      beside: [api, pods],
      hidden: [service],
      message: everybody,
    },
    'one such rule of two': {
      on: plain({ ingress: [{ from: [{ podSelector: {} }] }, {}] }),
      message: everybody,
    },
    'it undoes every other policy of the namespace': {
      on: policyWith({ podSelector: {}, ingress: [{}] }),
      message: 'The policy lets in anybody on any port for every pod.',
      grade: 'high',
    },
    'every address': { on: plain(from('0.0.0.0/0')), message: addresses },
    'every address of IPv6': { on: plain(from('::/0')), message: addresses },
    'every address in two halves': { on: plain(from('0.0.0.0/1', '128.0.0.0/1')), message: addresses },
    'every address on a port of what nobody else leads to': {
      on: plain(onPort),
      beside: [api, pods, serviceWith()],
      message: addressPorts,
    },
    'an internal load balancer is no public front': {
      on: plain(onPort),
      beside: [api, pods, inner],
      message: addressPorts,
    },
    'an internal ingress is none': {
      on: plain(onPort),
      beside: [api, pods, serviceWith(), leading('internal'), alb],
      message: addressPorts,
    },
    'an ingress that leads to another service': {
      on: plain(onPort),
      beside: [api, pods, serviceWith(), leading('internet-facing', 'other'), alb],
      message: addressPorts,
    },
    'a public load balancer of other pods': {
      on: plain(onPort),
      beside: [
        api,
        pods,
        podWith('db', {}, { labels: { app: 'db' } }),
        { ...open, config: { ...open.config, spec: { ...open.config.spec, selector: { app: 'db' } } } },
      ],
      message: addressPorts,
    },
    'a service without a selector leads to no pods that are known': {
      on: plain(onPort),
      beside: [api, pods, { ...open, config: { ...open.config, spec: { ...open.config.spec, selector: {} } } }],
      message: addressPorts,
    },
    'a public load balancer of another namespace': {
      on: ciliumClusterwideWith({
        endpointSelector: { matchLabels: { app: 'web' } },
        ingress: [{ fromEntities: ['world'], toPorts: [{}] }],
      }),
      beside: [api, pods, serviceWith({ type: 'LoadBalancer' }, { namespace: 'bank' })],
      message: addressPorts,
    },
    'a front that takes more than its ports': {
      on: plain(from('0.0.0.0/0')),
      beside: [api, pods, open],
      message: addresses,
    },
    'a front with a rule that is not for it': {
      on: plain({ ingress: [...(onPort.ingress ?? []), { from: [{ namespaceSelector: {} }] }] }),
      beside: [api, pods, open],
      message: namespaces,
      grade: 'low',
    },
    'anybody on some ports': { on: plain({ ingress: [{ ports: [{ port: 80 }] }] }), message: ports, grade: 'low' },
    'every namespace': {
      on: plain({ ingress: [{ from: [{ namespaceSelector: {} }] }] }),
      message: namespaces,
      grade: 'low',
    },
    'that is no more than low for every pod': {
      on: policyWith({ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }),
      message: 'The policy lets in every namespace on any port for every pod.',
      grade: 'low',
    },
    'anybody may be reached': { on: plain({ egress: [{}] }), message: out, grade: 'low' },
    'anybody may be reached by every pod': {
      on: policyWith({ egress: [{}] }),
      message: 'The policy lets out to anybody on any port for every pod.',
    },
    'both ways': {
      on: plain({ ingress: [{}], egress: [{}] }),
      message: 'The policy lets in anybody on any port, lets out to anybody on any port.',
    },
    'an application network policy of EKS': {
      on: applicationPolicyWith({ ...web, ingress: [{}] }),
      message: everybody,
    },
  },
  unknown: {
    'services that were not read, which may lead to a front': {
      on: plain(onPort),
      beside: [api, pods],
      hidden: [service],
      reason: 'denied',
    },
    'pods that were not read': { on: plain(onPort), beside: [api, open], hidden: [pod], reason: 'denied' },
    'ingresses that were not read': { on: plain(onPort), beside: [api, pods], hidden: [ingress], reason: 'denied' },
    'a load balancer of which it is not known where it stands': {
      on: plain(onPort),
      beside: [api, pods, serviceWith({ type: 'LoadBalancer', loadBalancerClass: 'example.com/metal' })],
      reason: 'outside',
    },
    'files without services': {
      on: policyWith({ ...web, ...onPort }, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
});
