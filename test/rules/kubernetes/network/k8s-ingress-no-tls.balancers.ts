import { clusters } from '../../../support/kubernetes/objects.ts';
import { ingressClassWith, ingressWith, type Around } from '../../../support/kubernetes/services.ts';

/** What an ingress says of itself. */
export type Spec = NonNullable<Parameters<typeof ingressWith>[0]>;

const host = 'shop.example.com';
/** An ingress of a class for one host. */
export const of =
  (ingressClassName: string) =>
  (spec: Spec, more: Around = {}) =>
    ingressWith({ ingressClassName, rules: [{ host }], ...spec }, more);
/** An application load balancer that faces the internet, with more annotations. */
export const alb = (annotations: Readonly<Record<string, string>>, more: Around & { readonly spec?: Spec } = {}) =>
  of('alb')(more.spec ?? {}, {
    ...more,
    annotations: {
      'alb.ingress.kubernetes.io/scheme': 'internet-facing',
      ...Object.fromEntries(Object.entries(annotations).map(([k, v]) => [`alb.ingress.kubernetes.io/${k}`, v])),
    },
  });
const gateway = (annotations: Readonly<Record<string, string>>, spec: Spec = {}) =>
  of('azure-application-gateway')(spec, {
    cluster: clusters.aks,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([k, v]) => [`appgw.ingress.kubernetes.io/${k}`, v]),
    ),
  });
/** TLS of Kubernetes for some hosts. */
export const withTls = (...hosts: readonly string[]) => ({ tls: [{ hosts, secretName: 'shop-tls' }] });

/** The classes of the cluster. */
export const classes = [
  ingressClassWith('nginx', 'k8s.io/ingress-nginx'),
  ingressClassWith('alb', 'ingress.k8s.aws/alb'),
  ingressClassWith('edge', 'example.com/edge'),
];
const both = '[{"HTTP": 80}, {"HTTPS": 443}]';
/** A certificate that an annotation names. */
export const certificate = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';

const good = 'TLS covers every host.';
const clear = 'The ingress serves shop.example.com in clear text.';
const plain = 'The ingress serves plain HTTP beside HTTPS, and leads nobody to HTTPS.';

/** The cases of load balancers of the clouds. */
export const balancers = {
  pass: {
    'an ALB with a certificate listens for HTTPS alone': {
      on: alb({ 'certificate-arn': certificate }),
      beside: classes,
      message: good,
    },
    'an ALB that listens for HTTPS finds the certificate by the host': {
      on: alb({ 'listen-ports': '[{"HTTPS": 443}]' }),
      beside: classes,
      message: good,
    },
    'an ALB of Auto Mode': {
      on: of('auto')({}, { annotations: { 'alb.ingress.kubernetes.io/certificate-arn': certificate } }),
      beside: [ingressClassWith('auto', 'eks.amazonaws.com/alb')],
      message: good,
    },
    'an ALB that leads HTTP to HTTPS': {
      on: alb({ 'listen-ports': both, 'ssl-redirect': '443' }),
      beside: classes,
      message: good,
    },
    'one ingress of a group leads HTTP to HTTPS for all of them': {
      on: alb({ 'group.name': 'shop' }),
      beside: [
        ...classes,
        alb({ 'group.name': 'shop', 'listen-ports': both, 'ssl-redirect': '443' }, { name: 'other' }),
      ],
      message: good,
    },
    'a gateway of Azure with a certificate and a redirect': {
      on: gateway({ 'appgw-ssl-certificate': 'shop', 'ssl-redirect': 'true' }),
      message: good,
    },
    'a gateway of Azure with TLS of Kubernetes and a redirect': {
      on: gateway({ 'ssl-redirect': 'true' }, withTls(host)),
      message: good,
    },
  },
  fail: {
    'an ALB listens for HTTP alone by default': { on: alb({}), beside: classes, message: clear },
    'an ALB uses no secrets': { on: alb({}, { spec: withTls(host) }), beside: classes, message: clear },
    'an ALB that listens for HTTP although it has a certificate': {
      on: alb({ 'listen-ports': '[{"HTTP": 80}]', 'certificate-arn': certificate }),
      beside: classes,
      message: clear,
    },
    'an ALB that serves both': { on: alb({ 'listen-ports': both }), beside: classes, message: plain, grade: 'medium' },
    'an ALB whose name says that it is public, by the scheme of another ingress of its group': {
      on: {
        ...of('alb')({}),
        config: {
          ...of('alb')({}).config,
          status: { loadBalancer: { ingress: [{ hostname: 'k8s-shop-1.eu-west-1.elb.amazonaws.com' }] } },
        },
      },
      beside: classes,
      message: clear,
    },
    'an ALB is internal by default': {
      on: of('alb')({}),
      beside: classes,
      message: clear,
      grade: 'medium',
    },
    'an ingress of a group is served on its own ports only, whatever certificates others have': {
      on: alb({ 'group.name': 'shop' }),
      beside: [...classes, alb({ 'group.name': 'shop', 'certificate-arn': certificate }, { name: 'other' })],
      message: clear,
    },
    'nothing leads HTTP to HTTPS that nobody listens for': {
      on: alb({ 'ssl-redirect': '443' }),
      beside: classes,
      message: clear,
    },
    'an ALB of another group': {
      on: alb({ 'group.name': 'shop' }),
      beside: [...classes, alb({ 'group.name': 'bank', 'ssl-redirect': '443' }, { name: 'other' })],
      message: clear,
    },
    'a gateway of Azure leads nobody to HTTPS by default': {
      on: gateway({}, withTls(host)),
      message: plain,
      grade: 'medium',
    },
    'a private gateway of Azure': {
      on: gateway({ 'use-private-ip': 'true' }),
      message: clear,
      grade: 'medium',
    },
    'a gateway of Azure without TLS': { on: gateway({}), message: clear },
  },
  unknown: {
    'an action of its own may lead HTTP to HTTPS': {
      on: alb({
        'listen-ports': both,
        'actions.ssl-redirect': '{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443"}}',
      }),
      beside: classes,
      reason: 'outside',
    },
    'parameters may name the certificate of a load balancer that stands': {
      on: {
        ...alb({}),
        config: {
          ...alb({}).config,
          status: { loadBalancer: { ingress: [{ hostname: 'k8s-shop-1.eu-west-1.elb.amazonaws.com' }] } },
        },
      },
      beside: [
        ingressClassWith(
          'alb',
          'ingress.k8s.aws/alb',
          {},
          { parameters: { apiGroup: 'elbv2.k8s.aws', kind: 'IngressClassParams', name: 'alb' } },
        ),
      ],
      reason: 'outside',
      message: 'Parameters of the class alb decide, which are not read.',
    },
    'parameters of a class of AWS decide': {
      on: alb({ 'certificate-arn': certificate }),
      beside: [
        ingressClassWith(
          'alb',
          'eks.amazonaws.com/alb',
          {},
          {
            parameters: { apiGroup: 'eks.amazonaws.com', kind: 'IngressClassParams', name: 'alb' },
          },
        ),
      ],
      reason: 'outside',
      message: 'Parameters of the class alb decide, which are not read.',
    },
    'listeners that are not understood': {
      on: alb({ 'listen-ports': 'HTTPS' }),
      beside: classes,
      reason: 'malformed',
      message: 'The listeners of the ingress are not understood: HTTPS.',
    },
    'listeners that are no list': { on: alb({ 'listen-ports': '{}' }), beside: classes, reason: 'malformed' },
    'a group of which files show a part': {
      on: alb({ 'group.name': 'shop', 'certificate-arn': certificate }, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
} as const;
