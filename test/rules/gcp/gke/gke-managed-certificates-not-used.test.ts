import { ingressClass } from '#clouds/kubernetes/ingress-class/resource';
import rule from '#rules/gcp/gke/gke-managed-certificates-not-used';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { ingressClassWith, ingressWith } from '../../../support/kubernetes/services.ts';
import { testRule } from '../../../support/test-rule.ts';

const cluster = clusters.gke;
const rules = [{ host: 'shop.example.com' }];
const on = (annotations: Readonly<Record<string, string>> = {}, spec = {}, around = {}) =>
  ingressWith({ rules, ...spec }, { cluster, annotations, ...around });
const noHttp = { 'kubernetes.io/ingress.allow-http': 'false' };
const managed = { 'networking.gke.io/managed-certificates': 'shop' };
const shared = { 'ingress.gcp.kubernetes.io/pre-shared-cert': 'shop' };
const inner = { 'kubernetes.io/ingress.class': 'gce-internal' };
const front = { 'networking.gke.io/v1beta1.FrontendConfig': 'front' };
const tls = { tls: [{ secretName: 'shop' }] };
const none = 'The ingress has no certificate, and serves all in clear text.';
const plain = 'The ingress serves plain HTTP beside HTTPS, and leads nobody to HTTPS.';

testRule(rule, {
  pass: {
    'a managed certificate, and no plain HTTP': { on: on({ ...managed, ...noHttp }) },
    'a certificate that stands in Google Cloud': { on: on({ ...shared, ...noHttp }) },
    'a certificate of a secret': { on: on(noHttp, tls) },
    'nothing is served where plain HTTP is off and no certificate stands': { on: on(noHttp) },
  },
  fail: {
    'no certificate': { on: on(), message: none },
    'no certificate inside of the network': { on: on(inner), message: none, grade: 'medium' },
    'the class by its older name': { on: on({ 'kubernetes.io/ingress.class': 'gce' }), message: none },
    'plain HTTP beside a managed certificate': { on: on(managed), message: plain, grade: 'medium' },
    'plain HTTP beside a certificate of a secret': { on: on({}, tls), message: plain, grade: 'medium' },
    'plain HTTP that was asked for': {
      on: on({ ...shared, 'kubernetes.io/ingress.allow-http': 'true' }),
      message: plain,
      grade: 'medium',
    },
    'a FrontendConfig leads nowhere without a certificate': { on: on(front), message: none },
    'other namespaces than policy names': {
      on: on({}, {}, { namespace: 'kube-system' }),
      params: { exemptNamespaces: ['shop'] },
      message: none,
    },
    'a manifest of the class': {
      on: on({ 'kubernetes.io/ingress.class': 'gce' }, {}, { cluster: clusters.files, isManifest: true }),
      folder: 'shop',
      message: none,
    },
  },
  unknown: {
    'a FrontendConfig says where plain HTTP leads': {
      on: on({ ...managed, ...front }),
      reason: 'outside',
      message: 'The FrontendConfig front says where plain HTTP leads; it is not read.',
    },
    'classes that were not read': { on: on(), hidden: [ingressClass], reason: 'denied' },
  },
  notApplicable: {
    'another controller': {
      on: on({}, { ingressClassName: 'nginx' }),
      beside: [ingressClassWith('nginx', 'k8s.io/ingress-nginx', { cluster })],
      message: 'no load balancer of GKE serves it',
    },
    'another cloud': { on: on({}, {}, { cluster: clusters.eks }), message: 'no load balancer of GKE serves it' },
    'challenges for a certificate': {
      on: on(
        {},
        {
          rules: [
            {
              host: 'shop.example.com',
              http: {
                paths: [
                  {
                    path: '/.well-known/acme-challenge/x',
                    pathType: 'Exact',
                    backend: { service: { name: 'solver', port: { number: 8089 } } },
                  },
                ],
              },
            },
          ],
        },
      ),
      message: 'it answers nothing but challenges for a certificate, which come by HTTP',
    },
    'a namespace that is exempt by default': {
      on: on({}, {}, { namespace: 'kube-system' }),
      message: 'Policy exempts the namespace kube-system.',
    },
  },
});
