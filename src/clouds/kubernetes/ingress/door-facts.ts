import { parseAddressList } from '#lib/address-list';
import { isEmpty, isWholeInternet, publicPart } from '#lib/addresses';
import { defineFact, type Evidence, type ResourceOf, type Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { exposureOf, isUnderOwnGroups, scopeOfEntry, sourcesOf } from '../service/exposure-facts.ts';
import { service } from '../service/resource.ts';
import { isStored } from '../stored.ts';
import { ingressFront } from './front-facts.ts';
import { ingress } from './resource.ts';
import { limitsOf } from './way-facts.ts';

type Ingress = ResourceOf<typeof ingress>;

/** A way in from the internet that was seen, and not only not ruled out. */
export interface Door {
  /** Such as `its load balancer`. */
  readonly through: string;
  /** The networks that may come, where not all of the internet may. */
  readonly limits: readonly string[];
  /** Who comes has to sign in before anything behind it is reached. */
  readonly signIn: boolean;
  readonly seen: Evidence;
}

/**
 * The way in from the internet that an ingress is. It has to be seen: by a setting that its controller follows, or by addresses in
 * its status which a load balancer of the cluster has, since that one says who may come. Whether the nodes whose addresses others
 * write are reached, firewalls decide.
 * Sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/,
 * https://kubernetes.github.io/ingress-nginx/user-guide/cli-arguments/ (`--publish-service`)
 */
export const ingressDoor = defineFact({
  name: 'k8s.ingress-door',
  of: ingress,
  uses: [ingressFront, service],
  work(it, { fact, list }): Door | 'none' | Unknown {
    const front = fact(ingressFront, it);
    if (isUnread(front)) return front;
    if (front.scope === 'internal') return 'none';
    const { controller } = front.class;
    if (controller === undefined) return notKnown(it);
    const annotations = it.config.metadata?.annotations ?? {};
    const through = `the ingress ${it.name}`;
    if (controller === 'alb') {
      if (annotations['alb.ingress.kubernetes.io/security-groups']) return ownGroups(it);
      return doorOf(it, { through, limits: [limitsOf(it)], seen: aboutAlb(it) });
    }
    const entries = isStored(it.config) ? (it.config.status?.loadBalancer?.ingress ?? []) : [];
    if (entries.length === 0) return noAddress(it);
    const at = entries.findIndex((entry) => scopeOfEntry(entry) === 'external');
    const entry = entries[Math.max(at, 0)] ?? {};
    const seen = { at: `${it.id}#status.loadBalancer.ingress[${Math.max(at, 0)}]`, actual: entry.ip ?? entry.hostname };
    if (at >= 0 && (controller === 'gce' || controller === 'application-gateway'))
      return doorOf(it, { through, limits: [], seen });
    const { items, unread } = list(service);
    const balancer = items.find((one) => isAt(one, entry));
    if (!balancer) return unread ?? notTold(it);
    const exposure = exposureOf(balancer);
    if (isUnread(exposure)) return exposure;
    if (exposure.is === 'internal') return 'none';
    const sources = isUnderOwnGroups(balancer) ? ownGroups(it) : sourcesOf(balancer);
    if (isUnread(sources)) return sources;
    return doorOf(it, { through, limits: [sources.areAll ? [] : sources.texts, limitsOf(it)], seen });
  },
});

/** A door, or none where one of the lists that limit callers leaves only networks that the internet does not route. */
function doorOf(
  it: Ingress,
  { limits: lists, ...door }: Pick<Door, 'through' | 'seen'> & { readonly limits: readonly (readonly string[])[] },
): Door | 'none' {
  const answers = lists.map(openLimits);
  if (answers.includes('none')) return 'none';
  return { ...door, limits: answers.flatMap((one) => (one === 'none' ? [] : one)), signIn: asksToSignIn(it) };
}

/**
 * The limits that keep anybody of the internet out; `none` where they keep out all of it. What is no network lets some in, but for
 * the service tag of a virtual network of Azure.
 */
export function openLimits(texts: readonly string[]): readonly string[] | 'none' {
  const { set, others } = parseAddressList(texts);
  if (texts.length === 0 || isWholeInternet(set)) return [];
  const words = others.filter((text) => text.toLowerCase() !== 'virtualnetwork');
  return words.length === 0 && isEmpty(publicPart(set)) ? 'none' : texts;
}

const isAt = (
  { config }: ResourceOf<typeof service>,
  entry: { readonly ip?: string; readonly hostname?: string },
): boolean =>
  config.spec?.type === 'LoadBalancer' &&
  isStored(config) &&
  (config.status?.loadBalancer?.ingress ?? []).some(
    ({ ip, hostname }) => ip === entry.ip && hostname === entry.hostname,
  );

const aboutAlb = ({ id, config }: Ingress): Evidence => {
  const scheme = config.metadata?.annotations?.['alb.ingress.kubernetes.io/scheme'];
  if (scheme === 'internet-facing') return { at: `${id}#metadata.annotations`, actual: scheme };
  return { at: `${id}#status.loadBalancer.ingress`, actual: config.status?.loadBalancer?.ingress };
};

/**
 * Sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#authentication,
 * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#authentication
 */
function asksToSignIn({ config: { metadata } }: Ingress): boolean {
  const annotations = metadata?.annotations ?? {};
  const byBalancer = ['cognito', 'oidc'].includes(annotations['alb.ingress.kubernetes.io/auth-type'] ?? '');
  const byNginx = ['auth-url', 'auth-type', 'auth-tls-secret'].some(
    (key) => annotations[`nginx.ingress.kubernetes.io/${key}`],
  );
  return byBalancer || byNginx;
}

const ownGroups = ({ name }: Ingress): Unknown =>
  unknown('outside', `Security groups decide who reaches the ingress ${name}.`);

const notKnown = ({ name }: Ingress): Unknown =>
  unknown('outside', `What the controller of the ingress ${name} asks of callers is not known.`);

const noAddress = ({ name, config }: Ingress): Unknown =>
  isStored(config)
    ? unknown('in-transition', `The ingress ${name} has no address in its status.`)
    : unknown('not-in-files', `The files do not say where the ingress ${name} is reached.`);

const notTold = ({ name }: Ingress): Unknown =>
  unknown('outside', `Who reaches the addresses of the ingress ${name} is told by no load balancer of the cluster.`);
