import { ingressClass } from '#clouds/kubernetes/ingress-class/resource';
import rule from '#rules/kubernetes/network/k8s-ingress-no-tls';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { ingressClassWith, ingressWith } from '../../../support/kubernetes/services.ts';
import { testRule } from '../../../support/test-rule.ts';
import { balancers, certificate, classes, of, withTls, type Spec } from './k8s-ingress-no-tls.balancers.ts';

const host = 'shop.example.com';
const rules = (...hosts: readonly (string | undefined)[]) => hosts.map((it) => (it === undefined ? {} : { host: it }));
const nginx = of('nginx');
const nginxOn = (annotations: Readonly<Record<string, string>>, spec: Spec = {}) =>
  nginx(spec, {
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([k, v]) => [`nginx.ingress.kubernetes.io/${k}`, v]),
    ),
  });
const shown = (ip: string, spec: Spec = {}) => {
  const it = nginx(spec);
  return { ...it, config: { ...it.config, status: { loadBalancer: { ingress: [{ ip }] } } } };
};

const good = 'TLS covers every host.';
const clear = (hosts: string = host) => `The ingress serves ${hosts} in clear text.`;
const plain = 'The ingress serves plain HTTP beside HTTPS, and leads nobody to HTTPS.';
const unknownClass = (name: string) => ` What the class ${name} does besides is not known.`;
const challenge = { path: '/.well-known/acme-challenge/abc', pathType: 'ImplementationSpecific', backend: {} };

testRule(rule, {
  pass: {
    ...balancers.pass,
    'the host is covered': { on: nginx(withTls(host)), beside: classes, message: good },
    'a wildcard of one label covers it': { on: nginx(withTls('*.example.com')), beside: classes, message: good },
    'an entry without hosts covers all': { on: nginx({ tls: [{ secretName: 'x' }] }), beside: classes, message: good },
    'without a secret there is the certificate of the controller': {
      on: nginx({ tls: [{ hosts: [host] }] }),
      beside: classes,
      message: good,
    },
    'a rule without a host needs any entry': {
      on: nginx({ rules: rules(undefined), ...withTls('other.example.com') }),
      beside: classes,
      message: good,
    },
    'nginx passes TLS through to the pods': {
      on: nginxOn({ 'ssl-passthrough': 'true' }),
      beside: classes,
      message: good,
    },
    'nginx leads everybody to HTTPS': { on: nginxOn({ 'force-ssl-redirect': 'true' }), beside: classes, message: good },
    'the older annotation names the class': {
      on: ingressWith(
        { rules: rules(host) },
        {
          annotations: {
            'kubernetes.io/ingress.class': 'alb',
            'alb.ingress.kubernetes.io/certificate-arn': certificate,
          },
        },
      ),
      beside: classes,
      message: good,
    },
    'the default class serves what names none': {
      on: ingressWith({ rules: rules(host), ...withTls(host) }),
      beside: [ingressClassWith('main', 'k8s.io/ingress-nginx', { isDefault: true })],
      message: good,
    },
    'application routing takes a certificate of a vault': {
      on: of('webapprouting.kubernetes.azure.com')(
        {},
        {
          cluster: clusters.aks,
          annotations: {
            'kubernetes.azure.com/tls-cert-keyvault-uri': 'https://shop.vault.azure.net/certificates/shop',
          },
        },
      ),
      message: good,
    },
    'of a controller that is not known TLS alone is judged': {
      on: of('edge')(withTls(host)),
      beside: classes,
      message: `${good}${unknownClass('edge')}`,
    },
    'a manifest of a class that is known by its name': {
      on: nginx(withTls(host), { cluster: clusters.files, isManifest: true }),
      folder: 'shop',
      message: good,
    },
  },
  fail: {
    ...balancers.fail,
    'no TLS': { on: nginx({}), beside: classes, message: clear() },
    'one of two hosts is not covered': {
      on: nginx({ rules: rules(host, 'pay.example.com'), ...withTls(host) }),
      beside: classes,
      message: clear('pay.example.com'),
    },
    'a wildcard does not stand for two labels': {
      on: nginx({ rules: rules('a.b.example.com'), ...withTls('*.example.com') }),
      beside: classes,
      message: clear('a.b.example.com'),
    },
    'a rule without a host and no entry': {
      on: nginx({ rules: rules(undefined) }),
      beside: classes,
      message: clear('*'),
    },
    'no rules and no entry': {
      on: nginx({ rules: [], defaultBackend: { service: { name: 'web', port: { number: 80 } } } }),
      beside: classes,
      message: clear('*'),
    },
    'nginx leads nobody to HTTPS where it is told not to': {
      on: nginxOn({ 'ssl-redirect': 'false' }, withTls(host)),
      beside: classes,
      message: plain,
      grade: 'medium',
    },
    'a flag is read as Go reads it': {
      on: nginxOn({ 'ssl-redirect': 'False' }, withTls(host)),
      beside: classes,
      message: plain,
      grade: 'medium',
    },
    'a class of GKE elsewhere is any other': {
      on: of('gce')({}),
      beside: classes,
      message: `${clear()}${unknownClass('gce')}`,
    },
    'its addresses are private': { on: shown('10.0.0.9'), beside: classes, message: clear(), grade: 'medium' },
    'its addresses are private, and plain HTTP is served too': {
      on: {
        ...shown('10.0.0.9', withTls(host)),
        config: {
          ...shown('10.0.0.9', withTls(host)).config,
          metadata: {
            ...shown('10.0.0.9').config.metadata,
            annotations: { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' },
          },
        },
      },
      beside: classes,
      message: plain,
      grade: 'low',
    },
    'its addresses are public': { on: shown('203.0.114.7'), beside: classes, message: clear() },
    'a controller that is not known': {
      on: of('edge')({}),
      beside: classes,
      message: `${clear()}${unknownClass('edge')}`,
    },
    'a class that does not exist': {
      on: of('gone')({}),
      beside: classes,
      message: `${clear()}${unknownClass('gone')}`,
    },
    'no class at all': {
      on: ingressWith({ rules: rules(host) }),
      beside: classes,
      message: `${clear()}${unknownClass('(none)')}`,
    },
    'a label of a solver exempts nothing': {
      on: nginx({}, { labels: { 'acme.cert-manager.io/http01-solver': 'true' } }),
      beside: classes,
      message: clear(),
    },
    'a challenge beside something else': {
      on: nginx({ rules: [{ host, http: { paths: [challenge, { ...challenge, path: '/' }] } }] }),
      beside: classes,
      message: clear(),
    },
    'policy can exempt nothing': {
      on: nginx({}, { namespace: 'kube-system' }),
      beside: classes,
      params: { exemptNamespaces: [] },
      message: clear(),
    },
    'a manifest of a class that is known by its name': {
      on: nginx({}, { cluster: clusters.files, isManifest: true }),
      folder: 'shop',
      message: clear(),
    },
  },
  unknown: {
    ...balancers.unknown,
    'classes that were not read': {
      on: of('edge')(withTls(host)),
      hidden: [ingressClass],
      reason: 'denied',
    },
    'a manifest of a class that is not known': {
      on: of('edge')(withTls(host), { cluster: clusters.files, isManifest: true }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'GKE serves it': {
      on: ingressWith({ rules: rules(host) }, { cluster: clusters.gke }),
      message: 'a load balancer of GKE serves it',
    },
    'GKE serves it inside of the network': {
      on: ingressWith(
        { rules: rules(host) },
        { cluster: clusters.gke, annotations: { 'kubernetes.io/ingress.class': 'gce-internal' } },
      ),
      message: 'a load balancer of GKE serves it',
    },
    'challenges for a certificate come by HTTP': {
      on: nginx({ rules: [{ host, http: { paths: [challenge] } }] }),
      beside: classes,
      message: 'it answers nothing but challenges for a certificate, which come by HTTP',
    },
    'a namespace that is exempt by default': {
      on: nginx({}, { namespace: 'kube-system' }),
      message: 'Policy exempts the namespace kube-system.',
    },
  },
});
