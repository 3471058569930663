import { clusters } from '../../../support/kubernetes/objects.ts';
import { serviceWith, type Around } from '../../../support/kubernetes/services.ts';

const prefix = 'service.beta.kubernetes.io/';
const odd = [{ port: 9999, targetPort: 9999 }];
/** A status with addresses or names. */
export const at = (...ingress: readonly { ip?: string; hostname?: string }[]) => ({ loadBalancer: { ingress } });
const somewhere = at({ hostname: 'a1b2.elb.eu-west-1.amazonaws.com' });

type Spec = NonNullable<Parameters<typeof serviceWith>[0]>;
type More = Around & { readonly status?: ReturnType<typeof at> };

/** A service with a load balancer for a port that nobody knows. */
export const on = (spec: Spec = {}, more: More = {}) =>
  serviceWith({ type: 'LoadBalancer', ports: odd, ...spec }, { status: somewhere, ...more });
/** The same with annotations of `service.beta.kubernetes.io`. */
export const annotated = (annotations: Readonly<Record<string, string>>, more: More = {}, spec: Spec = {}) =>
  on(spec, {
    ...more,
    annotations: Object.fromEntries(Object.entries(annotations).map(([k, v]) => [`${prefix}${k}`, v])),
  });
/** A public load balancer of Azure. */
export const onAks = { cluster: clusters.aks, status: at({ ip: '203.0.114.7' }) };
const onGke = { cluster: clusters.gke };
const pending = { status: at() };

const inner = 'Its load balancer is internal.';
/** Networks that policy lets come. */
export const params = { allowedSources: ['203.0.113.0/24'] };
/** What a fail says. */
export const reached = 'The internet reaches port 9999 through its load balancer.';
const soon = 'The internet reaches port 9999 through its load balancer, which is pending.';

/** The cases of where a load balancer stands. */
export const places = {
  pass: {
    'all addresses of its status are private': {
      on: on({}, { status: at({ ip: '10.0.0.9' }, { ip: 'fd00::9' }, { ip: '169.254.1.1' }) }),
      message: inner,
    },
    'the name of a classic load balancer says it': {
      on: on({}, { status: at({ hostname: 'internal-a1b2-1.eu-west-1.elb.amazonaws.com' }) }),
      message: inner,
    },
    'the scheme is internal': {
      on: annotated({ 'aws-load-balancer-scheme': 'internal' }, {}, { loadBalancerClass: 'service.k8s.aws/nlb' }),
      message: inner,
    },
    'the scheme is internal, by the type': {
      on: annotated({ 'aws-load-balancer-scheme': 'internal', 'aws-load-balancer-type': 'external' }),
      message: inner,
    },
    'the scheme and the older annotation say internal': {
      on: annotated({ 'aws-load-balancer-scheme': 'internal', 'aws-load-balancer-internal': 'true' }),
      message: inner,
    },
    'the older annotation says internal': { on: annotated({ 'aws-load-balancer-internal': 'true' }), message: inner },
    'any other text of it is true, too': {
      on: annotated({ 'aws-load-balancer-internal': '0.0.0.0/0' }),
      message: inner,
    },
    'the class of the controller is internal by default': {
      on: on({ loadBalancerClass: 'service.k8s.aws/nlb' }),
      message: inner,
    },
    'so is that of Auto Mode': { on: on({ loadBalancerClass: 'eks.amazonaws.com/nlb' }), message: inner },
    'the type external means that controller': {
      on: annotated({ 'aws-load-balancer-type': 'external' }),
      message: inner,
    },
    'the type nlb-ip does, too': { on: annotated({ 'aws-load-balancer-type': 'nlb-ip' }), message: inner },
    'the annotation of Azure': {
      on: annotated({ 'azure-load-balancer-internal': 'true' }, { cluster: clusters.aks, ...pending }),
      message: inner,
    },
    'the annotation of GKE': {
      on: on({}, { ...onGke, ...pending, annotations: { 'networking.gke.io/load-balancer-type': 'Internal' } }),
      message: inner,
    },
    'the older annotation of GKE': {
      on: on({}, { ...onGke, ...pending, annotations: { 'cloud.google.com/load-balancer-type': 'internal' } }),
      message: inner,
    },
    'the class of GKE': {
      on: on({ loadBalancerClass: 'networking.gke.io/l4-regional-internal' }, { ...onGke, ...pending }),
      message: inner,
    },
    'an annotation in a manifest': {
      on: annotated({ 'azure-load-balancer-internal': 'true' }, { cluster: clusters.files, isManifest: true }),
      folder: 'shop',
      message: inner,
    },
  },
  fail: {
    'an address of its status is public, whatever the annotations say': {
      on: annotated({ 'azure-load-balancer-internal': 'true' }, onAks),
      params,
      message: reached,
    },
    'the name of a classic load balancer does not say internal, whatever scheme its controller did not follow': {
      on: annotated(
        { 'aws-load-balancer-scheme': 'internal' },
        { status: at({ hostname: 'a1b2-1.eu-west-1.elb.amazonaws.com' }) },
      ),
      params,
      message: reached,
    },
    'the same in China': {
      on: annotated(
        { 'aws-load-balancer-internal': 'true' },
        { status: at({ hostname: 'a1b2-1.cn-north-1.elb.amazonaws.com.cn' }) },
      ),
      params,
      message: reached,
    },
    'one of two addresses is public': {
      on: on({}, { ...onGke, status: at({ ip: '10.0.0.9' }, { ip: '203.0.114.7' }) }),
      params,
      message: reached,
    },
    'the scheme is internet-facing': {
      on: annotated(
        { 'aws-load-balancer-scheme': 'internet-facing' },
        {},
        { loadBalancerClass: 'service.k8s.aws/nlb' },
      ),
      params,
      message: reached,
    },
    'the older annotation says that it is not internal': {
      on: annotated({ 'aws-load-balancer-internal': 'false' }, {}, { loadBalancerClass: 'service.k8s.aws/nlb' }),
      params,
      message: reached,
    },
    'annotations of another cloud say nothing': {
      on: annotated({ 'aws-load-balancer-scheme': 'internal' }, { cluster: clusters.aks, ...pending }),
      params,
      message: soon,
    },
    'nor do those of Azure and GKE on EKS': {
      on: annotated({ 'azure-load-balancer-internal': 'true' }),
      params,
      message: reached,
    },
    'the external class of GKE': {
      on: on({ loadBalancerClass: 'networking.gke.io/l4-regional-external' }, { ...onGke, ...pending }),
      params,
      message: soon,
    },
    'an annotation in a manifest says that it is public': {
      on: annotated(
        { 'aws-load-balancer-scheme': 'internet-facing' },
        { cluster: clusters.files, isManifest: true, ...pending },
      ),
      folder: 'shop',
      params,
      message: soon,
    },
  },
} as const;
