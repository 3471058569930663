import { parseAddressList } from '#lib/address-list';
import { covers, everyone, nobody, type AddressSet } from '#lib/addresses';
import type { CalicoPolicy } from '../calico-network-policy/resource.ts';
import type { CiliumPolicy, CiliumSection } from '../cilium-network-policy/resource.ts';
import { selectsAll, type LabelSelector } from '../label-selector.ts';
import { namesPorts as namesCalicoPorts, networksOf } from './calico-effect.ts';
import { hasPeers, namesWorld } from './cilium-effect.ts';
import { namesPorts } from './plain-effect.ts';
import type { NetworkPolicy, Peer } from './resource.ts';

/** A rule of a policy that lets more through than rules are for. */
export interface Opening {
  readonly way: 'ingress' | 'egress';
  /** Who comes or is reached: anybody, any address outside of the cluster, or any pod of the cluster. */
  readonly to: 'anybody' | 'every address' | 'every namespace';
  /** On some ports only. */
  readonly onPorts: boolean;
  /** The list that holds the rule. */
  readonly at: string;
}

/** What a policy opens, and whether it takes every pod there is, so that no other policy closes what it opens. */
export interface Openings {
  readonly openings: readonly Opening[];
  readonly everyPod: boolean;
}

/**
 * What a network policy opens. Rules of a direction that the policy is not about have no effect.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function plainOpenings({ spec }: NetworkPolicy): Openings {
  const { podSelector, policyTypes, ingress, egress } = spec ?? {};
  const all = [
    ...(ingress ?? []).map(({ from, ports }) => ({ way: 'ingress' as const, peers: from, ports })),
    ...(egress ?? []).map(({ to, ports }) => ({ way: 'egress' as const, peers: to, ports })),
  ].filter(({ way }) => isAbout(way, policyTypes));
  const openings = all.flatMap(({ way, peers, ports }) => {
    const to = plainPeers(peers ?? []);
    return to ? [{ way, to, onPorts: namesPorts(ports), at: `spec.${way}` }] : [];
  });
  return { openings, everyPod: selectsAll(podSelector ?? {}) };
}

function plainPeers(peers: readonly Peer[]): Opening['to'] | undefined {
  if (peers.length === 0) return 'anybody';
  const whole = peers.flatMap(({ ipBlock }) => (ipBlock && !ipBlock.except?.length ? [ipBlock.cidr] : []));
  if (isWholeFamily(parseAddressList(whole).set)) return 'every address';
  const isEvery = ({ namespaceSelector: all, podSelector }: Peer): boolean =>
    Boolean(all && selectsAll(all)) && selectsAll(podSelector ?? {});
  return peers.some(isEvery) ? 'every namespace' : undefined;
}

/** Addresses are those of one family in every packet, so that all of one family are as good as all. */
const isWholeFamily = (set: AddressSet): boolean =>
  covers(set, { ...nobody, v4: everyone.v4 }) || covers(set, { ...nobody, v6: everyone.v6 });

/**
 * What a Cilium policy opens. Rules that do not isolate pods allow nothing that was closed.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/
 */
export function ciliumOpenings({ metadata, spec, specs }: CiliumPolicy): Openings {
  const lists = [
    ...(spec ? [{ at: 'spec', rule: spec }] : []),
    ...(specs ?? []).map((rule) => ({ at: 'specs', rule })),
  ];
  const ofPods = lists.filter(({ rule }) => rule.endpointSelector);
  const openings = ofPods.flatMap(({ at, rule }) =>
    (['ingress', 'egress'] as const).flatMap((way) =>
      (rule.enableDefaultDeny?.[way] === false ? [] : (rule[way] ?? [])).flatMap((section) => {
        const to = ciliumPeers(section, metadata?.namespace === undefined);
        const onPorts = Boolean(section.toPorts?.length) || Boolean(section.icmps?.length);
        return to ? [{ way, to, onPorts, at: at === 'spec' ? `spec.${way}` : at }] : [];
      }),
    ),
  );
  return { openings, everyPod: ofPods.some(({ rule }) => selectsAll(rule.endpointSelector ?? {})) };
}

/** The peer that selects by nothing is every pod of the cluster in a policy of the whole cluster only. */
function ciliumPeers(section: CiliumSection, isClusterwide: boolean): Opening['to'] | undefined {
  const { fromEntities, toEntities, fromCIDR, toCIDR, fromCIDRSet, toCIDRSet } = section;
  const entities = [...(fromEntities ?? []), ...(toEntities ?? [])];
  if (entities.includes('all')) return 'anybody';
  if (!hasPeers(section) && section.toPorts?.length) return 'anybody';
  const blocks = [...(fromCIDRSet ?? []), ...(toCIDRSet ?? [])].filter(({ except }) => !except?.length);
  const networks = [...(fromCIDR ?? []), ...(toCIDR ?? []), ...blocks.map(({ cidr }) => cidr ?? '')];
  if (namesWorld(entities) || isWholeFamily(parseAddressList(networks).set)) return 'every address';
  const pods = [...(section.fromEndpoints ?? []), ...(section.toEndpoints ?? [])];
  const isEvery = (one: LabelSelector): boolean => (isClusterwide && selectsAll(one)) || isOfAnyNamespace(one);
  return entities.includes('cluster') || pods.some(isEvery) ? 'every namespace' : undefined;
}

/** Where nothing but some namespace is asked for, the pods of all of them are meant. */
const isOfAnyNamespace = ({ matchLabels, matchExpressions }: LabelSelector): boolean =>
  Object.keys(matchLabels ?? {}).length === 0 &&
  matchExpressions?.length === 1 &&
  matchExpressions.every(
    ({ key, operator }) => /^(?:(?:k8s|any)[:.])?io\.kubernetes\.pod\.namespace$/.test(key) && operator === 'Exists',
  );

/**
 * What a Calico policy opens. Its rules have an order: what comes after a denial lets through only what that leaves.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy
 */
export function calicoOpenings({ spec }: CalicoPolicy): Openings {
  const { selector, types, preDNAT, doNotTrack, ...ways } = spec ?? {};
  const openings = (['ingress', 'egress'] as const).flatMap((way) => {
    const rules = ways[way] ?? [];
    const denial = rules.findIndex(({ action }) => action === 'Deny');
    const first = denial < 0 ? rules : rules.slice(0, denial);
    return first.flatMap((rule): readonly Opening[] => {
      const peer = (way === 'ingress' ? rule.source : rule.destination) ?? {};
      const to = rule.action === 'Allow' ? calicoPeers(networksOf(peer)) : undefined;
      return to && isAbout(way, types) ? [{ way, to, onPorts: namesCalicoPorts(rule), at: `spec.${way}` }] : [];
    });
  });
  const isOfHosts = preDNAT === true || doNotTrack === true;
  return { openings: isOfHosts ? [] : openings, everyPod: ['', 'all()'].includes((selector ?? '').trim()) };
}

const isAbout = (way: Opening['way'], types: readonly string[] | null | undefined): boolean =>
  !types?.length || types.includes(way === 'ingress' ? 'Ingress' : 'Egress');

function calicoPeers(networks: ReturnType<typeof networksOf>): Opening['to'] | undefined {
  if (networks === 'all') return 'anybody';
  return isWholeFamily(parseAddressList(networks ?? []).set) ? 'every address' : undefined;
}
