import { parseAddressList } from '#lib/address-list';
import { isEmpty, isWholeInternet, publicPart } from '#lib/addresses';
import type { Evidence, ResourceOf, Unknown } from '#model';
import { unknown } from '#rule';
import { providerOf, type KubernetesProvider } from '../address.ts';
import { isStored } from '../stored.ts';
import type { service } from './resource.ts';

type Service = ResourceOf<typeof service>;

/** Where the load balancer of a service stands, and what shows it. `pending` where it does not stand yet. */
export type Exposure =
  { readonly is: 'internal' | 'external'; readonly seen: Evidence; readonly pending: boolean } | Unknown;

/**
 * Whether the load balancer of a service has addresses that the internet routes: by the addresses that its status names,
 * else by the annotations and the class that its cloud's controllers follow.
 * Sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/,
 * https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/,
 * https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters
 */
export function exposureOf(it: Service): Exposure {
  const entries = isStored(it.config) ? (it.config.status?.loadBalancer?.ingress ?? []) : [];
  const standing = entries.map(({ ip, hostname }, at) => ({
    seen: { at: `status.loadBalancer.ingress[${at}]`, actual: ip ?? hostname },
    is: scopeOfEntry({ ip, hostname }),
  }));
  const open = standing.find(({ is }) => is === 'external');
  if (open) return { is: 'external', seen: open.seen, pending: false };
  const [first] = standing;
  if (first && standing.every(({ is }) => is === 'internal'))
    return { is: 'internal', seen: first.seen, pending: false };
  const told = toldScope(it);
  return 'verdict' in told ? told : { ...told, pending: entries.length === 0 };
}

/** Where an address or a name stands that a controller wrote into a status; undefined where it does not tell. */
export const scopeOfEntry = ({ ip, hostname }: { readonly ip?: string; readonly hostname?: string }) =>
  ip ? scopeOfAddress(ip) : scopeOfName(hostname);

const scopeOfAddress = (ip: string): 'internal' | 'external' | undefined => {
  const { set, others } = parseAddressList([ip]);
  if (others.length > 0) return undefined;
  return isEmpty(publicPart(set)) ? 'internal' : 'external';
};

/**
 * Classic and application load balancers of AWS say it in their names, `internal-<name>.<region>.elb.amazonaws.com`; those
 * of network load balancers, `<name>.elb.<region>.amazonaws.com`, say nothing.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/using-domain-names-with-elb.html
 */
function scopeOfName(hostname = ''): 'internal' | 'external' | undefined {
  if (hostname.startsWith('internal-')) return 'internal';
  return /\.[a-z0-9-]+\.elb\.amazonaws\.com(?:\.cn)?$/.test(hostname) ? 'external' : undefined;
}

type Told = { readonly is: 'internal' | 'external'; readonly seen: Evidence };

const prefix = 'service.beta.kubernetes.io/';

function toldScope(it: Service): Told | Unknown {
  const { metadata, spec } = it.config;
  const annotated = (key: string): string | undefined => metadata?.annotations?.[key];
  const by = (is: Told['is'], key: string): Told => ({
    is,
    seen: { at: 'metadata.annotations', actual: { [key]: annotated(key) } },
  });
  const type = (is: Told['is']): Told => ({ is, seen: { at: 'spec.type', actual: spec?.type } });
  const classed = (is: Told['is']): Told => ({ is, seen: { at: 'spec.loadBalancerClass', actual: ofClass } });
  const ofClass = spec?.loadBalancerClass ?? undefined;
  const provider = providerOf(it.target);
  if (provider === undefined || provider === 'eks') {
    const scheme = annotated(`${prefix}aws-load-balancer-scheme`);
    const kind = annotated(`${prefix}aws-load-balancer-type`) ?? '';
    const isTakenOver = ofClass !== undefined || kind === 'external' || kind === 'nlb-ip';
    if (scheme === 'internet-facing') return by('external', `${prefix}aws-load-balancer-scheme`);
    if (scheme === 'internal' && isTakenOver) return by('internal', `${prefix}aws-load-balancer-scheme`);
    // The controller inside of Kubernetes takes any other text for true.
    const inner = annotated(`${prefix}aws-load-balancer-internal`);
    if (inner === 'false') return by('external', `${prefix}aws-load-balancer-internal`);
    if (inner) return by('internal', `${prefix}aws-load-balancer-internal`);
    if (ofClass === 'service.k8s.aws/nlb' || ofClass === 'eks.amazonaws.com/nlb') return classed('internal');
    if (scheme === 'internal') return notTakenOver;
    if (kind === 'external' || kind === 'nlb-ip') return by('internal', `${prefix}aws-load-balancer-type`);
  }
  if (provider === undefined || provider === 'aks') {
    if (annotated(`${prefix}azure-load-balancer-internal`) === 'true')
      return by('internal', `${prefix}azure-load-balancer-internal`);
  }
  if (provider === undefined || provider === 'gke') {
    const key = googleTypes.find((one) => annotated(one)?.toLowerCase() === 'internal');
    if (key !== undefined) return by('internal', key);
    if (ofClass === 'networking.gke.io/l4-regional-internal') return classed('internal');
    if (ofClass === 'networking.gke.io/l4-regional-external') return classed('external');
  }
  if (ofClass !== undefined)
    return unknown('outside', `The controller of the class ${ofClass} decides where the load balancer stands.`);
  return provider === undefined ? noCloud : type('external');
}

const googleTypes = ['networking.gke.io/load-balancer-type', 'cloud.google.com/load-balancer-type'];

/**
 * The controller inside of Kubernetes follows no scheme. The one of AWS follows it, and takes over what has its class or
 * type, which a webhook of its own writes into new services.
 * Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/
 */
const notTakenOver = unknown(
  'outside',
  'Its load balancer is internal only if the AWS Load Balancer Controller makes it, and no class or type says so.',
);

const noCloud = unknown('not-in-files', 'The files do not say on which cloud the load balancer stands.');

/** Who may come, and where it is said; `at` is undefined where it is not. */
export interface Sources {
  readonly areAll: boolean;
  readonly texts: readonly string[];
  readonly at: 'spec.loadBalancerSourceRanges' | 'metadata.annotations' | undefined;
}

/** From which addresses a load balancer takes connections, as its service says it; from all where it does not say. */
export function sourcesOf(it: Service): Sources | Unknown {
  const { metadata, spec } = it.config;
  const listed = (key: string): readonly string[] =>
    (metadata?.annotations?.[`${prefix}${key}`] ?? '')
      .split(',')
      .map((text) => text.trim())
      .filter(Boolean);
  const own = spec?.loadBalancerSourceRanges ?? [];
  const common = own.length > 0 ? own : listed('load-balancer-source-ranges');
  const [ranges, tags] = isOn(it, 'aks')
    ? [listed('azure-allowed-ip-ranges'), listed('azure-allowed-service-tags')]
    : [[], []];
  const { set, others } = parseAddressList([...common, ...ranges]);
  if (others.length > 0)
    return unknown('malformed', `A source of its load balancer is no network: ${others.join(', ')}.`);
  const texts = [...common, ...ranges, ...tags];
  if (texts.length === 0) return { areAll: true, texts, at: undefined };
  const areAll = isWholeInternet(set) || tags.some((tag) => tag.toLowerCase() === 'internet');
  return { areAll, texts, at: own.length > 0 ? 'spec.loadBalancerSourceRanges' : 'metadata.annotations' };
}

/** Whether security groups that the service does not show decide who reaches a load balancer of AWS. */
export const isUnderOwnGroups = (it: Service): boolean => {
  const annotations = it.config.metadata?.annotations ?? {};
  const isLegacy = annotations[`${prefix}aws-load-balancer-type`] === 'nlb';
  return isOn(it, 'eks') && (isLegacy || Boolean(annotations[`${prefix}aws-load-balancer-security-groups`]));
};

const isOn = ({ target }: Service, provider: KubernetesProvider): boolean =>
  (providerOf(target) ?? provider) === provider;
