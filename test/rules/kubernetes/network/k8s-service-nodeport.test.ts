import { ingressClass } from '#clouds/kubernetes/ingress-class/resource';
import { ingress } from '#clouds/kubernetes/ingress/resource';
import { node } from '#clouds/kubernetes/node/resource';
import rule from '#rules/kubernetes/network/k8s-service-nodeport';
import { clusters } from '../../../support/kubernetes/objects.ts';
import {
  ingressClassWith,
  ingressWith,
  nodeAt,
  serviceWith,
  type Around,
} from '../../../support/kubernetes/services.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = (around: Around = {}) =>
  serviceWith(
    {
      type: 'NodePort',
      ports: [
        { port: 80, nodePort: 30_080 },
        { port: 81, nodePort: 30_081 },
      ],
    },
    around,
  );
const web = { service: { name: 'web', port: { number: 80 } } };
const leading = (ingressClassName: string | undefined, around: Around = {}, backend: typeof web = web) =>
  ingressWith(
    {
      ...(ingressClassName !== undefined && { ingressClassName }),
      rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
    around,
  );
const target = (type: string) => ({ annotations: { 'alb.ingress.kubernetes.io/target-type': type } });
const alb = ingressClassWith('alb', 'ingress.k8s.aws/alb');
const withParameters = ingressClassWith(
  'alb',
  'ingress.k8s.aws/alb',
  {},
  {
    parameters: { kind: 'IngressClassParams', name: 'alb' },
  },
);
const onGke = { cluster: clusters.gke };
const groups = (text: string) => ({ ...onGke, annotations: { 'cloud.google.com/neg': text } });

const used = 'The load balancer of the ingress shop/web reaches it by them.';
const taken = 'The service takes port 30080, 30081 of every node.';

testRule(rule, {
  pass: {
    'an ALB reaches nodes by default': { on: on(), beside: [leading('alb'), alb], message: used },
    'an ALB that is told to': { on: on(), beside: [leading('alb', target('instance')), alb], message: used },
    'the service decides, and not the ingress': {
      on: on(target('instance')),
      beside: [leading('alb', target('ip')), alb],
      message: used,
    },
    'it is what an ALB reaches by default': {
      on: on(),
      beside: [ingressWith({ ingressClassName: 'alb', defaultBackend: web }), alb],
      message: used,
    },
    'the load balancer of GKE without network endpoint groups': {
      on: on(onGke),
      beside: [leading(undefined, onGke)],
      message: used,
    },
    'groups for something else': {
      on: on(groups('{"exposed_ports": {"80": {}}}')),
      beside: [leading(undefined, onGke)],
      message: used,
    },
  },
  fail: {
    'nothing uses its node ports': { on: on(), message: taken },
    'some node has a public address': {
      on: on(),
      beside: [nodeAt({ InternalIP: '10.0.0.7', ExternalIP: '203.0.114.7' })],
      message: 'The service takes port 30080, 30081 of every node, of which some have public addresses.',
      grade: 'medium',
    },
    'nodes with private addresses': { on: on(), beside: [nodeAt({ InternalIP: '10.0.0.7' })], message: taken },
    'ports that are not given yet': {
      on: serviceWith({ type: 'NodePort' }),
      message: 'The service takes ports of every node.',
    },
    'a service that claims external addresses, too': {
      on: serviceWith({ type: 'NodePort', externalIPs: ['192.0.2.7'] }),
      message: 'The service takes ports of every node.',
      cannot: 'it claims external addresses, too: give these up first',
    },
    'an ALB that reaches pods': { on: on(), beside: [leading('alb', target('ip')), alb], message: taken },
    'the service says that it reaches pods': { on: on(target('ip')), beside: [leading('alb'), alb], message: taken },
    'an ingress that leads elsewhere': {
      on: on(),
      beside: [leading('alb', {}, { service: { name: 'other', port: { number: 80 } } }), alb],
      message: taken,
    },
    'an ingress of another namespace': {
      on: on(),
      beside: [leading('alb', { namespace: 'bank' }), alb],
      message: taken,
    },
    'a controller that reaches pods': {
      on: on(),
      beside: [leading('nginx'), ingressClassWith('nginx', 'k8s.io/ingress-nginx')],
      message: taken,
    },
    'the load balancer of GKE with network endpoint groups': {
      on: on(groups('{"ingress": true}')),
      beside: [leading(undefined, onGke)],
      message: taken,
    },
    'a class of GKE on another cloud': { on: on(), beside: [leading('gce'), alb], message: taken },
    'policy can exempt nothing': {
      on: on({ namespace: 'kube-system' }),
      params: { exemptNamespaces: [] },
      message: taken,
    },
  },
  unknown: {
    'ingresses that were not read': { on: on(), hidden: [ingress], reason: 'denied' },
    'classes that were not read': { on: on(), beside: [leading('edge')], hidden: [ingressClass], reason: 'denied' },
    'nodes that were not read': { on: on(), hidden: [node], reason: 'denied' },
    'parameters of a class decide': {
      on: on(),
      beside: [leading('alb'), withParameters],
      reason: 'outside',
      message: 'Parameters of the class alb decide, which are not read.',
    },
    'a manifest does not show what leads to it': {
      on: on({ cluster: clusters.files, isManifest: true }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'a service of another type': { on: serviceWith(), message: 'the service is of another type' },
    'a load balancer opens node ports, too, and is another matter': {
      on: serviceWith({ type: 'LoadBalancer' }),
      message: 'the service is of another type',
    },
    'a namespace that is exempt by default': {
      on: on({ namespace: 'kube-system' }),
      message: 'Policy exempts the namespace kube-system.',
    },
  },
});
