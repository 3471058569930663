import { defineFact, type Found, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { apiAddress, providerOf } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { ingressDoor, openLimits, type Door } from '../ingress/door-facts.ts';
import { ingress } from '../ingress/resource.ts';
import { node } from '../node/resource.ts';
import { backendsOf } from './backend-facts.ts';
import { exposureOf, isUnderOwnGroups, sourcesOf } from './exposure-facts.ts';
import { service } from './resource.ts';
import { hasPublicAddress } from './way-facts.ts';

type Service = ResourceOf<typeof service>;

/** The ways in from the internet to a service that were seen, and why there may be more. */
export interface Doors {
  readonly doors: readonly Door[];
  readonly unread: Unknown | undefined;
}

/**
 * How the internet reaches a service: through its own load balancer, or through an ingress that leads to it.
 * What `doubtfulDoor` tells does not count.
 */
export const doorsToService = defineFact({
  name: 'k8s.doors-to-service',
  of: service,
  uses: [ingress, ingressDoor],
  work(it, { list, fact }): Doors {
    const { items, unread } = list(ingress, { namespace: it.config.metadata?.namespace ?? 'default' });
    const leading = items.filter((one) => backendsOf(one).includes(it.config.metadata?.name));
    const byIngress = leading.map((one) => guardedByGoogle(it, one) ?? fact(ingressDoor, one));
    const answers = [ownDoor(it), ...byIngress];
    return {
      doors: answers.flatMap((one) => (one === 'none' || isUnread(one) ? [] : [one])),
      unread: answers.find((one) => one !== 'none' && isUnread(one)) ?? unread,
    };
  },
});

/**
 * Why the internet may reach a service by a way that is not looked at, though nothing says that it does: by node ports of public nodes,
 * since firewalls of the cloud decide who comes to nodes, or by routes that are no ingresses, which are not read.
 */
export const doubtfulDoor = defineFact({
  name: 'k8s.doubtful-door',
  of: service,
  uses: [node, kubernetesApi],
  work: (it, { list, find }): { readonly why: Unknown | undefined } => ({
    why:
      hasNodePorts(it) && list(node).items.some(hasPublicAddress)
        ? byNodes
        : byRoutes(find(kubernetesApi, apiAddress(it.target))),
  }),
});

/** A load balancer takes node ports, too, unless it is told not to. */
const hasNodePorts = ({ config: { spec } }: Service): boolean =>
  spec?.type === 'NodePort' || (spec?.ports ?? []).some(({ nodePort }) => nodePort !== undefined && nodePort !== 0);

/** Why a port of public nodes is doubtful. */
export const byNodes = unknown(
  'outside',
  'Nodes with public addresses answer its ports, and firewalls decide who comes to them.',
);

/**
 * The groups of routes that lead to services and are no ingresses.
 * Sources: https://gateway-api.sigs.k8s.io/, https://istio.io/latest/docs/reference/config/networking/virtual-service/,
 * https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/, https://projectcontour.io/docs/
 */
const routing = ['gateway.networking.k8s.io', 'networking.istio.io', 'projectcontour.io', 'traefik.io'];

function byRoutes(api: Found<ResourceOf<typeof kubernetesApi>>): Unknown | undefined {
  if (api === 'absent') return undefined;
  if (isUnread(api)) return api;
  const { groups } = api.config;
  if (!groups) return fieldMissing('groups');
  const group = routing.find((one) => groups.some(({ name }) => name === one));
  return group === undefined ? undefined : unknown('outside', `Routes of ${group} may lead to it, which are not read.`);
}

function ownDoor(it: Service): Door | 'none' | Unknown {
  if (it.config.spec?.type !== 'LoadBalancer') return 'none';
  const exposure = exposureOf(it);
  if (isUnread(exposure)) return exposure;
  if (exposure.is === 'internal') return 'none';
  if (isUnderOwnGroups(it)) return unknown('outside', 'Security groups of its load balancer decide who comes in.');
  const sources = sourcesOf(it);
  if (isUnread(sources)) return sources;
  const limits = openLimits(sources.areAll ? [] : sources.texts);
  const seen = { ...exposure.seen, at: `${it.id}#${exposure.seen.at}` };
  return limits === 'none' ? 'none' : { through: 'its load balancer', limits, signIn: false, seen };
}

/**
 * What a BackendConfig of GKE asks of callers is not read: it may ask them to sign in.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration
 */
const guardedByGoogle = (it: Service, { name }: ResourceOf<typeof ingress>): Unknown | undefined =>
  providerOf(it.target) === 'gke' && it.config.metadata?.annotations?.['cloud.google.com/backend-config']
    ? unknown('outside', `A BackendConfig decides who comes in through the ingress ${name}, which is not read.`)
    : undefined;
