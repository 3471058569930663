import { parseAddressList } from '#lib/address-list';
import { coversHalf, subtract, unionAll } from '#lib/addresses';
import { type Effect, type Effects, noEffect, takesPod, type PodView } from './effect.ts';
import type { IngressRule, NetworkPolicy, Peer } from './resource.ts';

/**
 * What a network policy does to a pod of its namespace. A missing selector means all pods; missing types mean ingress,
 * and egress where there are egress rules; without rules everything in that direction is denied.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function plainEffects({ metadata, spec }: NetworkPolicy, pod: PodView): Effects {
  if (!spec || (metadata?.namespace ?? 'default') !== pod.namespace) return noEffect;
  if (!takesPod(spec.podSelector ?? {}, pod)) return noEffect;
  const { ingress, egress, policyTypes } = spec;
  const types = policyTypes?.length ? policyTypes : ['Ingress', ...(egress?.length ? ['Egress'] : [])];
  const rulesIn = (ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }));
  const rulesOut = (egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
  return {
    ingress: types.includes('Ingress') ? effectOf(rulesIn) : 'none',
    egress: types.includes('Egress') ? effectOf(rulesOut) : 'none',
  };
}

interface Rule {
  readonly peers: readonly Peer[] | null | undefined;
  readonly ports: readonly Port[] | null | undefined;
}

type Port = NonNullable<IngressRule['ports']>[number];

function effectOf(rules: readonly Rule[]): Effect {
  const wide = rules.filter(({ peers }) => !peers?.length || reachesAnybody(peers));
  if (wide.length === 0) return 'isolates';
  return wide.some(({ ports }) => !namesPorts(ports)) ? 'open' : 'open-on-ports';
}

/** Whether a rule is about some ports: TCP or UDP without a port is all of its ports, as is the range of them all. */
export function namesPorts(ports: Rule['ports']): boolean {
  const isWhole = ({ protocol, port, endPort }: Port): boolean =>
    protocol !== 'SCTP' && (!port || (Number(port) <= 1 && (endPort ?? 0) >= 65_535));
  return Boolean(ports?.length) && !ports?.some(isWhole);
}

function reachesAnybody(peers: readonly Peer[]): boolean {
  const blocks = peers.flatMap(({ ipBlock }) =>
    ipBlock ? [subtract(parseAddressList([ipBlock.cidr]).set, parseAddressList(ipBlock.except ?? []).set)] : [],
  );
  return coversHalf(unionAll(blocks));
}
