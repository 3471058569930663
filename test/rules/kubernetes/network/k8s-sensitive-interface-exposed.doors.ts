import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import {
  ingressClassWith,
  ingressWith,
  nodeAt,
  serviceWith,
  type Around,
} from '../../../support/kubernetes/services.ts';

export const prometheus = 'quay.io/prometheus/prometheus:v3.0.0';
export const grafana = 'docker.io/grafana/grafana:11.0.0';

/** What the service web selects. */
export const template = { labels: { app: 'web' } };

/** The deployment web, whose pods the service web selects, with one container that answers on its port. */
export const webOf = (image: string, spec: Omit<Spec, 'containers'> = {}, place: { readonly cluster?: string } = {}) =>
  deploymentWith(
    { ...spec, containers: [{ name: 'main', image, ports: [{ containerPort: 8080 }] }] },
    { template, ...place },
  );

export const through = (way: string, from: string, image: string) =>
  `Through ${way} ${from} may open ${image} of the deployment web.`;
export const byBalancer = (image: string, from = 'the internet') => through('its load balancer', from, image);

/** The service web, with a load balancer that lets the internet in unless its spec or annotations say otherwise. */
export const balanced = (spec: object = {}, annotations: Readonly<Record<string, string>> = {}) =>
  serviceWith({ type: 'LoadBalancer', ...spec }, { annotations });

const classes = [
  ingressClassWith('alb', 'ingress.k8s.aws/alb'),
  ingressClassWith('nginx', 'k8s.io/ingress-nginx'),
  ingressClassWith('edge', 'example.com/edge'),
];
const onGke = { cluster: clusters.gke };
const onAks = { cluster: clusters.aks };

type Annotations = Readonly<Record<string, string>>;
type Entry = { readonly ip?: string; readonly hostname?: string };

/** An ingress of a class that leads to the service web, with the addresses in its status. */
const leading = (
  ingressClassName: string,
  annotations: Annotations,
  entries: readonly Entry[] = [],
  around: Around = {},
) => {
  const it = ingressWith(
    { ingressClassName, defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
    { annotations, ...around },
  );
  return { ...it, config: { ...it.config, status: { loadBalancer: { ingress: [...entries] } } } };
};

const open = { ip: '203.0.114.7' };
/** The load balancer of the controller, whose address it writes into ingresses. */
const controller = (spec: object = {}, entry: Entry = open, annotations: Annotations = {}) =>
  serviceWith(
    { type: 'LoadBalancer', selector: { app: 'nginx' }, ...spec },
    { name: 'nginx', namespace: 'ingress', annotations, status: { loadBalancer: { ingress: [entry] } } },
  );
const facing = { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' };
const web = [webOf(prometheus), ...classes];
const nginx = (annotations: Annotations = {}, entry: Entry = open) => leading('nginx', annotations, [entry]);
const byName = { hostname: 'a1.elb.eu-west-1.amazonaws.com' };

/** Cases of the ways from the internet to a service that is none of a load balancer itself. */
export const doors = {
  /** An ingress of AWS that faces the internet and leads to the service web, whatever is behind that. */
  facing: [...classes, leading('alb', facing)],
  pass: {
    'an internal ingress of AWS': { on: serviceWith(), beside: [...web, leading('alb', {})] },
    'an ingress whose addresses are private': { on: serviceWith(), beside: [...web, nginx({}, { ip: '10.0.0.9' })] },
    'an ingress behind an internal load balancer': {
      on: serviceWith(),
      beside: [...web, nginx({}, byName), controller({ loadBalancerClass: 'service.k8s.aws/nlb' }, byName)],
    },
    'a load balancer that only private networks reach': {
      on: serviceWith(),
      beside: [...web, nginx(), controller({ loadBalancerSourceRanges: ['10.0.0.0/8'] })],
    },
    'an ingress that only private networks reach': {
      on: serviceWith(),
      beside: [...web, nginx({ 'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8' }), controller()],
    },
    'an ingress that leads to another service': {
      on: serviceWith({}, { name: 'other' }),
      beside: [...web, leading('alb', facing)],
    },
    'an ingress of another namespace': {
      on: serviceWith(),
      beside: [...web, leading('alb', facing, [], { namespace: 'other' })],
    },
    'a node port of nodes without public addresses': {
      on: serviceWith({ type: 'NodePort' }),
      beside: [...web, nodeAt({ InternalIP: '10.0.0.7' })],
    },
  },
  fail: {
    'an ingress of AWS that faces the internet': {
      on: serviceWith(),
      beside: [...web, leading('alb', facing)],
      message: through('the ingress shop/web', 'the internet', prometheus),
    },
    'an ingress of AWS whose name shows that it does': {
      on: serviceWith(),
      beside: [...web, leading('alb', {}, [{ hostname: 'k8s-1.eu-west-1.elb.amazonaws.com' }])],
      message: through('the ingress shop/web', 'the internet', prometheus),
    },
    'networks that an ingress of AWS lets in': {
      on: serviceWith(),
      beside: [...web, leading('alb', { ...facing, 'alb.ingress.kubernetes.io/inbound-cidrs': '203.0.114.0/24' })],
      message: through('the ingress shop/web', '203.0.114.0/24', prometheus),
      grade: 'high' as const,
    },
    'a load balancer that asks everybody to sign in': {
      on: serviceWith(),
      beside: [...web, leading('alb', { ...facing, 'alb.ingress.kubernetes.io/auth-type': 'oidc' })],
      message: through('the ingress shop/web', 'the internet', prometheus),
      grade: 'high' as const,
    },
    'a load balancer that is told to ask nobody': {
      on: serviceWith(),
      beside: [...web, leading('alb', { ...facing, 'alb.ingress.kubernetes.io/auth-type': 'none' })],
      message: through('the ingress shop/web', 'the internet', prometheus),
    },
    'nginx, behind the load balancer of the address': {
      on: serviceWith(),
      beside: [...web, nginx(), controller()],
      message: through('the ingress shop/web', 'the internet', prometheus),
    },
    'nginx, behind a load balancer that is known by its name': {
      on: serviceWith(),
      beside: [
        ...web,
        nginx({}, byName),
        controller({}, byName, { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' }),
      ],
      message: through('the ingress shop/web', 'the internet', prometheus),
    },
    'nginx, behind a load balancer for some networks': {
      on: serviceWith(),
      beside: [...web, nginx(), controller({ loadBalancerSourceRanges: ['203.0.114.0/24'] })],
      message: through('the ingress shop/web', '203.0.114.0/24', prometheus),
      grade: 'high' as const,
    },
    'nginx asks everybody to sign in': {
      on: serviceWith(),
      beside: [...web, nginx({ 'nginx.ingress.kubernetes.io/auth-url': 'https://sso.example.com' }), controller()],
      message: through('the ingress shop/web', 'the internet', prometheus),
      grade: 'high' as const,
    },
    'an ingress of GKE with a public address': {
      on: serviceWith({}, onGke),
      beside: [webOf(prometheus, {}, onGke), leading('gce', {}, [open], onGke)],
      message: through('the ingress shop/web', 'the internet', prometheus),
    },
    'an application gateway with a public address': {
      on: serviceWith({}, onAks),
      beside: [webOf(prometheus, {}, onAks), leading('azure-application-gateway', {}, [open], onAks)],
      message: through('the ingress shop/web', 'the internet', prometheus),
    },
  },
  unknown: {
    'security groups of an ingress': {
      on: serviceWith(),
      beside: [...web, leading('alb', { ...facing, 'alb.ingress.kubernetes.io/security-groups': 'sg-1' })],
      reason: 'outside' as const,
      message: 'Security groups decide who reaches the ingress shop/web.',
    },
    'security groups of the load balancer in front of nginx': {
      on: serviceWith(),
      beside: [
        ...web,
        nginx(),
        controller({}, open, { 'service.beta.kubernetes.io/aws-load-balancer-security-groups': 'sg-1' }),
      ],
      reason: 'outside' as const,
      message: 'Security groups decide who reaches the ingress shop/web.',
    },
    'an address that no load balancer of the cluster has': {
      on: serviceWith(),
      beside: [...web, nginx(), controller({}, { ip: '203.0.114.8' })],
      reason: 'outside' as const,
      message: 'Who reaches the addresses of the ingress shop/web is told by no load balancer of the cluster.',
    },
    'a controller that is not known': {
      on: serviceWith(),
      beside: [...web, leading('edge', {}, [open]), controller()],
      reason: 'outside' as const,
      message: 'What the controller of the ingress shop/web asks of callers is not known.',
    },
    'an ingress without an address': {
      on: serviceWith(),
      beside: [...web, leading('nginx', {}), controller()],
      reason: 'in-transition' as const,
      message: 'The ingress shop/web has no address in its status.',
    },
    'a manifest of an ingress': {
      on: serviceWith({}, { cluster: clusters.files, isManifest: true }),
      beside: [
        webOf(prometheus, {}, { cluster: clusters.files }),
        leading('nginx', {}, [open], { cluster: clusters.files, isManifest: true }),
      ],
      folder: 'shop',
      reason: 'not-in-files' as const,
      message: 'The files do not say where the ingress shop/web is reached.',
    },
    'a BackendConfig, which may ask everybody to sign in': {
      on: serviceWith({}, { ...onGke, annotations: { 'cloud.google.com/backend-config': '{"default":"iap"}' } }),
      beside: [webOf(prometheus, {}, onGke), leading('gce', {}, [open], onGke)],
      reason: 'outside' as const,
      message: 'A BackendConfig decides who comes in through the ingress shop/web, which is not read.',
    },
  },
};
