import { ingressClass } from '#clouds/kubernetes/ingress-class/resource';
import rule from '#rules/kubernetes/network/k8s-ingress-wildcard-host';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { ingressClassWith, ingressWith, type Around } from '../../../support/kubernetes/services.ts';
import { testRule } from '../../../support/test-rule.ts';

type Spec = NonNullable<Parameters<typeof ingressWith>[0]>;

const on = (rules: Spec['rules'], ingressClassName = 'nginx', more: Around = {}) =>
  ingressWith({ ingressClassName, rules }, more);
const backend = { service: { name: 'web', port: { number: 80 } } };
const classes = [ingressClassWith('nginx', 'k8s.io/ingress-nginx'), ingressClassWith('alb', 'ingress.k8s.aws/alb')];
const any = 'The ingress answers for any host.';
const named = 'It names its hosts.';

testRule(rule, {
  pass: {
    'every rule names its host': { on: on([{ host: 'a.example.com' }, { host: 'b.example.com' }]), message: named },
    'a wildcard of one domain is allowed by default': { on: on([{ host: '*.example.com' }]), message: named },
    'a default beside rules that name their hosts': {
      on: ingressWith({ ingressClassName: 'nginx', rules: [{ host: 'a.example.com' }], defaultBackend: backend }),
      message: named,
    },
  },
  fail: {
    'a rule has no host': { on: on([{ host: 'a.example.com' }, {}]), beside: classes, message: any },
    'an empty host is none': { on: on([{ host: '' }]), beside: classes, message: any },
    'a default without rules': {
      on: ingressWith({ ingressClassName: 'nginx', defaultBackend: backend }),
      beside: classes,
      message: any,
    },
    'policy allows no wildcards': {
      on: on([{ host: '*.example.com' }, { host: 'a.example.com' }]),
      beside: classes,
      params: { allowWildcardSubdomains: false },
      message: 'The ingress answers for *.example.com.',
    },
    'an ALB that faces the internet': {
      on: on([{}], 'alb', { annotations: { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' } }),
      beside: classes,
      message: any,
    },
    'a public load balancer of GKE': {
      on: ingressWith({ rules: [{}] }, { cluster: clusters.gke }),
      message: any,
    },
    'a manifest of a class that is known by its name': {
      on: on([{}], 'nginx', { cluster: clusters.files, isManifest: true }),
      folder: 'shop',
      message: any,
    },
  },
  unknown: {
    'classes that were not read': { on: on([{}], 'edge'), hidden: [ingressClass], reason: 'denied' },
    'parameters of a class of AWS decide where it stands': {
      on: on([{}], 'alb'),
      beside: [
        ingressClassWith(
          'alb',
          'eks.amazonaws.com/alb',
          {},
          { parameters: { kind: 'IngressClassParams', name: 'alb' } },
        ),
      ],
      reason: 'outside',
    },
  },
  notApplicable: {
    'an ALB is internal by default': { on: on([{}], 'alb'), beside: classes, message: 'the ingress is internal' },
    'an internal load balancer of GKE': {
      on: ingressWith(
        { rules: [{}] },
        { cluster: clusters.gke, annotations: { 'kubernetes.io/ingress.class': 'gce-internal' } },
      ),
      message: 'the ingress is internal',
    },
  },
});
