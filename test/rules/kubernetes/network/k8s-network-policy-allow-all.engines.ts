import type { CalicoPolicy } from '#clouds/kubernetes/calico-network-policy/resource';
import type { CiliumRule } from '#clouds/kubernetes/cilium-network-policy/resource';
import {
  calicoGlobalWith,
  calicoWith,
  ciliumClusterwideWith,
  ciliumWith,
} from '../../../support/kubernetes/policies.ts';

type Calico = NonNullable<CalicoPolicy['spec']>;

/** A Cilium policy for the pods with the label app=web. */
export const cilium = (spec: CiliumRule) =>
  ciliumWith({ spec: { endpointSelector: { matchLabels: { app: 'web' } }, ...spec } });
const calico = (spec: Calico) => calicoWith({ selector: "app == 'web'", ...spec });

const everybody = 'The policy lets in anybody on any port.';
const ports = 'The policy lets in anybody on some ports.';
const addresses = 'The policy lets in every address on any port.';
const namespaces = 'The policy lets in every namespace on any port.';
const out = 'The policy lets out to anybody on any port.';

/** The cases of Cilium and Calico alone. */
export const engines = {
  pass: {
    'a Cilium rule for the host, an empty one, and one for the namespace': {
      on: cilium({ ingress: [{ fromEntities: ['host'] }, {}, { fromEndpoints: [{}] }] }),
    },
    'a Cilium rule about nodes': {
      on: ciliumWith({ spec: { nodeSelector: {}, ingress: [{ fromEntities: ['all'] }] } }),
    },
    'a Cilium rule that isolates nothing opens nothing': {
      on: cilium({ ingress: [{ fromEntities: ['all'] }], enableDefaultDeny: { ingress: false } }),
    },
    'a Cilium network without parts of it': {
      on: cilium({ ingress: [{ fromCIDRSet: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }] }] }),
    },
    'a Calico rule with a source': { on: calico({ ingress: [{ action: 'Allow', source: { selector: 'all()' } }] }) },
    'a Calico rule that denies': { on: calico({ ingress: [{ action: 'Deny' }] }) },
    'a Calico rule after a denial lets through what that leaves': {
      on: calico({ ingress: [{ action: 'Deny', source: { nets: ['10.0.0.0/8'] } }, { action: 'Allow' }] }),
    },
    'a Calico rule of a direction that the policy is not about': {
      on: calico({ types: ['Egress'], ingress: [{ action: 'Allow' }] }),
    },
    'a Calico policy about hosts': { on: calicoGlobalWith({ preDNAT: true, ingress: [{ action: 'Allow' }] }) },
    'a Calico policy before connections are tracked': {
      on: calicoGlobalWith({ doNotTrack: true, ingress: [{ action: 'Allow' }] }),
    },
  },
  fail: {
    'a Cilium policy for all entities': { on: cilium({ ingress: [{ fromEntities: ['all'] }] }), message: everybody },
    'a Cilium policy for the world': { on: cilium({ ingress: [{ fromEntities: ['world'] }] }), message: addresses },
    'a Cilium policy for the world of one family': {
      on: cilium({ ingress: [{ fromEntities: ['world-ipv4'] }] }),
      message: addresses,
    },
    'a Cilium policy for the cluster': {
      on: cilium({ ingress: [{ fromEntities: ['cluster'] }] }),
      message: namespaces,
      grade: 'low',
    },
    'a Cilium policy for pods of any namespace': {
      on: cilium({
        ingress: [
          { fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] }] },
        ],
      }),
      message: namespaces,
      grade: 'low',
    },
    'a Cilium policy for all addresses': { on: cilium({ ingress: [{ fromCIDR: ['0.0.0.0/0'] }] }), message: addresses },
    'a Cilium policy for all addresses of a set': {
      on: cilium({ ingress: [{ fromCIDRSet: [{ cidr: '::/0' }] }] }),
      message: addresses,
    },
    'a Cilium policy of ports without peers': {
      on: cilium({ ingress: [{ toPorts: [{}] }] }),
      message: ports,
      grade: 'low',
    },
    'a Cilium policy of the cluster for every endpoint': {
      on: ciliumClusterwideWith({
        endpointSelector: { matchLabels: { app: 'web' } },
        ingress: [{ fromEndpoints: [{}] }],
      }),
      message: namespaces,
      grade: 'low',
    },
    'one of several rules of a Cilium policy': {
      on: ciliumWith({
        specs: [
          { endpointSelector: { matchLabels: { app: 'web' } }, ingress: [{}] },
          { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] },
        ],
      }),
      message: 'The policy lets in anybody on any port for every pod.',
      grade: 'high',
    },
    'a Cilium policy out': { on: cilium({ egress: [{ toEntities: ['all'] }] }), message: out, grade: 'low' },
    'a Calico rule without a source': { on: calico({ ingress: [{ action: 'Allow' }] }), message: everybody },
    'a Calico rule for all networks': {
      on: calico({ ingress: [{ action: 'Allow', source: { nets: ['0.0.0.0/0'] } }] }),
      message: addresses,
    },
    'a Calico rule of ports': {
      on: calico({ ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [80] } }] }),
      message: ports,
      grade: 'low',
    },
    'a Calico rule out': { on: calico({ egress: [{ action: 'Allow' }] }), message: out, grade: 'low' },
    'a Calico policy of the cluster': {
      on: calicoGlobalWith({ selector: 'all()', ingress: [{ action: 'Allow' }] }),
      message: 'The policy lets in anybody on any port for every pod.',
      grade: 'high',
    },
  },
} as const;
