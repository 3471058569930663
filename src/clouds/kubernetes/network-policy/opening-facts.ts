import { defineFact, type ResourceOf, type Unknown } from '#model';
import { isUnread } from '#rule';
import { applicationNetworkPolicy } from '../application-network-policy/resource.ts';
import { calicoGlobalNetworkPolicy } from '../calico-global-network-policy/resource.ts';
import { calicoNetworkPolicy } from '../calico-network-policy/resource.ts';
import { ciliumClusterwideNetworkPolicy } from '../cilium-clusterwide-network-policy/resource.ts';
import { ciliumNetworkPolicy } from '../cilium-network-policy/resource.ts';
import { ingressFront } from '../ingress/front-facts.ts';
import { ingress } from '../ingress/resource.ts';
import { selects } from '../label-selector.ts';
import { pod } from '../pod/resource.ts';
import { backendsOf } from '../service/backend-facts.ts';
import { exposureOf } from '../service/exposure-facts.ts';
import { service } from '../service/resource.ts';
import { podPolicies } from './facts.ts';
import { calicoOpenings, ciliumOpenings, plainOpenings, type Openings } from './openings.ts';
import { networkPolicy } from './resource.ts';

/** The kinds of policies whose rules allow. */
export const allowingPolicies = [
  networkPolicy,
  applicationNetworkPolicy,
  ciliumNetworkPolicy,
  ciliumClusterwideNetworkPolicy,
  calicoNetworkPolicy,
  calicoGlobalNetworkPolicy,
] as const;

type Policy = ResourceOf<typeof allowingPolicies>;
type Service = ResourceOf<typeof service>;

/** What a policy of any of these kinds opens. */
export function openingsOf(it: Policy): Openings {
  switch (it.type) {
    case 'k8s.network-policy':
    case 'k8s.application-network-policy':
      return plainOpenings(it.config);
    case 'k8s.cilium-network-policy':
    case 'k8s.cilium-clusterwide-network-policy':
      return ciliumOpenings(it.config);
    case 'k8s.calico-network-policy':
    case 'k8s.calico-global-network-policy':
      return calicoOpenings(it.config);
  }
}

/** The public service or ingress behind which pods of a policy stand, and why one may be unseen. */
export interface FrontOfPolicy {
  readonly name: string | undefined;
  readonly unread: Unknown | undefined;
}

/** Whether pods that a policy takes are meant to be reached from the internet, through a load balancer or an ingress. */
export const frontOfPolicy = defineFact({
  name: 'k8s.front-of-policy',
  of: allowingPolicies,
  uses: [pod, podPolicies, service, ingress, ingressFront],
  work(it, { list, fact }): FrontOfPolicy {
    const own = it.config.metadata?.namespace;
    const within = own === undefined ? {} : { namespace: own };
    const [pods, services, ingresses] = [list(pod, within), list(service, within), list(ingress, within)];
    const taken = pods.items.filter((one) => fact(podPolicies, one).policies.some(({ policy }) => policy.id === it.id));
    const behind = services.items.filter((one) => taken.some((its) => leadsTo(one, its)));
    const fronts = [
      ...behind.map((one) => ({ name: one.name, front: frontOf(one) })),
      ...ingresses.items
        .filter((one) => behind.some((its) => isBackendOf(its, one)))
        .map((one) => ({ name: one.name, front: fact(ingressFront, one) })),
    ];
    const open = fronts.find(({ front }) => !isUnread(front) && front.scope === 'public');
    const unread = [pods.unread, services.unread, ingresses.unread, ...fronts.map(({ front }) => front)].find(isUnread);
    return { name: open?.name, unread };
  },
});

const leadsTo = ({ config: { metadata, spec } }: Service, { config }: ResourceOf<typeof pod>): boolean => {
  const matchLabels = spec?.selector ?? {};
  const isSameNamespace = metadata?.namespace === config.metadata?.namespace;
  return (
    isSameNamespace && Object.keys(matchLabels).length > 0 && selects({ matchLabels }, config.metadata?.labels ?? {})
  );
};

const isBackendOf = ({ config: { metadata } }: Service, front: ResourceOf<typeof ingress>): boolean =>
  metadata?.namespace === front.config.metadata?.namespace && backendsOf(front).includes(metadata?.name);

function frontOf(it: Service): { readonly scope: 'public' | 'internal' } | Unknown {
  if (it.config.spec?.type !== 'LoadBalancer') return { scope: 'internal' };
  const exposure = exposureOf(it);
  return 'verdict' in exposure ? exposure : { scope: exposure.is === 'external' ? 'public' : 'internal' };
}
