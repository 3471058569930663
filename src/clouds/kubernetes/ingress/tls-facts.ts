import { defineFact, type Evidence, type ResourceOf, type Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { parametersOf, servingClass } from './class-facts.ts';
import { ingress } from './resource.ts';

type Ingress = ResourceOf<typeof ingress>;

/** How an ingress serves its hosts. */
export interface Served {
  /** The hosts that are served in clear text only; `*` for whatever host is asked for. */
  readonly clear: readonly string[];
  /** Plain HTTP is served beside HTTPS, and leads nobody there. */
  readonly plainToo: boolean;
  readonly seen: Evidence;
}

const alb = 'alb.ingress.kubernetes.io/';
const nginx = 'nginx.ingress.kubernetes.io/';
const appgw = 'appgw.ingress.kubernetes.io/';
const keyVault = 'kubernetes.azure.com/tls-cert-keyvault-uri';

/**
 * Which hosts of an ingress have TLS, by what its controller reads: Kubernetes' own `tls`, or annotations in its place. Of
 * a controller that is not known `tls` alone is judged, and that it leads plain HTTP to HTTPS is taken for granted.
 * Sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/,
 * https://kubernetes.github.io/ingress-nginx/user-guide/tls/,
 * https://azure.github.io/application-gateway-kubernetes-ingress/annotations/
 */
export const ingressTls = defineFact({
  name: 'k8s.ingress-tls',
  of: ingress,
  uses: [servingClass, ingress],
  work(it, { fact, list }): Served | Unknown {
    const served = fact(servingClass, it);
    if (isUnread(served)) return served;
    const annotations = it.config.metadata?.annotations ?? {};
    switch (served.controller) {
      case 'alb': {
        if (served.hasParameters) return parametersOf(served);
        const group = annotations[`${alb}group.name`];
        const inGroup = (one: Ingress): boolean => one.config.metadata?.annotations?.[`${alb}group.name`] === group;
        const { items, unread } = group === undefined ? { items: [it] } : list(ingress);
        return unread ?? byListeners(it, items.filter(inGroup));
      }
      case 'nginx': {
        const isOn = (name: string): boolean => truths.includes(annotations[`${nginx}${name}`] ?? '');
        if (isOn('ssl-passthrough') || isOn('force-ssl-redirect')) return { ...byTls(it), clear: [] };
        const { clear, seen } = annotations[keyVault] ? { ...byTls(it), clear: [] } : byTls(it);
        return {
          clear,
          seen,
          plainToo: clear.length === 0 && falsehoods.includes(annotations[`${nginx}ssl-redirect`] ?? ''),
        };
      }
      case 'application-gateway': {
        const { clear, seen } = annotations[`${appgw}appgw-ssl-certificate`] ? { ...byTls(it), clear: [] } : byTls(it);
        return {
          clear,
          seen,
          plainToo: clear.length === 0 && !truths.includes(annotations[`${appgw}ssl-redirect`] ?? ''),
        };
      }
      case 'gce':
      case 'gce-internal':
        return byGoogle(it);
      case undefined:
        return byTls(it);
    }
  },
});

// How controllers, which are written in Go, read a flag: https://pkg.go.dev/strconv#ParseBool
const truths: readonly string[] = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const falsehoods: readonly string[] = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** The hosts of the rules; one of a rule that has none, and of an ingress without rules, is any. */
export const hostsOf = ({ config: { spec } }: Ingress): readonly string[] =>
  spec?.rules?.length ? [...new Set(spec.rules.map(({ host }) => host || '*'))] : ['*'];

/** An entry without hosts is for all of them, and one without a secret has the certificate of the controller. */
function byTls(it: Ingress): Served {
  const tls = it.config.spec?.tls ?? [];
  const isCovered = (host: string): boolean =>
    tls.some(({ hosts }) => !hosts?.length || host === '*' || hosts.some((one) => isFor(one, host)));
  const seen = tls.length > 0 ? { at: 'spec.tls', actual: tls } : { at: '', actual: 'no spec.tls' };
  return { clear: hostsOf(it).filter((host) => !isCovered(host)), plainToo: false, seen };
}

/**
 * Any certificate is for all hosts of a load balancer of GKE. Where plain HTTP is off there is no other way in; whether it
 * leads to HTTPS stands in an object that is not read.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/ingress-xlb
 */
function byGoogle(it: Ingress): Served | Unknown {
  const annotations = it.config.metadata?.annotations ?? {};
  const certificates = ['networking.gke.io/managed-certificates', 'ingress.gcp.kubernetes.io/pre-shared-cert'];
  const isPlain = annotations['kubernetes.io/ingress.allow-http'] !== 'false';
  const hasCertificate = it.config.spec?.tls?.length || certificates.some((name) => annotations[name]);
  if (!isPlain) return { ...byTls(it), clear: [] };
  if (!hasCertificate) return { ...byTls(it), clear: hostsOf(it) };
  const front = annotations['networking.gke.io/v1beta1.FrontendConfig'];
  if (front) return unknown('outside', `The FrontendConfig ${front} says where plain HTTP leads; it is not read.`);
  return { ...byTls(it), clear: [], plainToo: true };
}

/** A wildcard stands for one label. */
const isFor = (pattern: string, host: string): boolean =>
  pattern === host || (pattern.startsWith('*.') && pattern.slice(1) === host.slice(host.indexOf('.')));

/**
 * The ingresses of a group have one load balancer, and what leads HTTP to HTTPS on it is for all of them; each is served on
 * the ports of its own only. Listeners of HTTPS find the certificates by the hosts.
 */
function byListeners(it: Ingress, group: readonly Ingress[]): Served | Unknown {
  const own = it.config.metadata?.annotations ?? {};
  const protocols = protocolsOf(it);
  if (!protocols)
    return unknown('malformed', `The listeners of the ingress are not understood: ${own[listenPorts] ?? ''}.`);
  const redirects = group.flatMap(({ config }) => config.metadata?.annotations?.[`${alb}ssl-redirect`] ?? []);
  const actual = { 'listen-ports': own[listenPorts], 'ssl-redirect': redirects };
  const seen = it.config.metadata?.annotations
    ? { at: 'metadata.annotations', actual }
    : { at: '', actual: 'no metadata.annotations' };
  if (redirects.length > 0 && group.some((one) => protocolsOf(one)?.includes('HTTPS')))
    return { clear: [], plainToo: false, seen };
  if (!protocols.includes('HTTPS')) return { clear: hostsOf(it), plainToo: false, seen };
  if (!protocols.includes('HTTP')) return { clear: [], plainToo: false, seen };
  const leads = ([key, text]: readonly [string, string]): boolean =>
    key.startsWith(`${alb}actions.`) && /redirect/i.test(text) && text.includes('HTTPS');
  return Object.entries(own).some(leads)
    ? unknown('outside', 'Its rules decide whether an action of its own leads all of HTTP to HTTPS.')
    : { clear: [], plainToo: true, seen };
}

const listenPorts = `${alb}listen-ports`;

/** Without a word an ingress is served by HTTPS alone where it names a certificate, else by HTTP; undefined for no list. */
function protocolsOf({ config }: Ingress): readonly string[] | undefined {
  const { [listenPorts]: ports, [`${alb}certificate-arn`]: certificate } = config.metadata?.annotations ?? {};
  return ports === undefined ? [certificate ? 'HTTPS' : 'HTTP'] : protocolsIn(ports);
}

/** Reads `[{"HTTP": 80}, {"HTTPS": 443}]`. */
function protocolsIn(text: string): readonly string[] | undefined {
  try {
    const listed: unknown = JSON.parse(text);
    return Array.isArray(listed) ? listed.flatMap((one: unknown) => Object.keys(Object(one) as object)) : undefined;
  } catch {
    return undefined;
  }
}
