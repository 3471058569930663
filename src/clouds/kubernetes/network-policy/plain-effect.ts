import { parseAddressList } from '#lib/address-list';
import { coversHalf, subtract } from '#lib/addresses';
import { selects } from '../label-selector.ts';
import { type Effect, type Effects, noEffect, type PodView } from './effect.ts';
import type { NetworkPolicy, Peer } from './resource.ts';

/**
 * What a network policy does to a pod of its namespace. A missing selector means all pods; missing types mean ingress,
 * and egress where there are egress rules; without rules everything in that direction is denied.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function plainEffects({ metadata, spec }: NetworkPolicy, pod: PodView): Effects {
  if (!spec || (metadata?.namespace ?? 'default') !== pod.namespace) return noEffect;
  if (!selects(spec.podSelector ?? {}, pod.labels)) return noEffect;
  const { ingress, egress, policyTypes } = spec;
  const types = policyTypes?.length ? policyTypes : ['Ingress', ...(egress?.length ? ['Egress'] : [])];
  const rulesIn = (ingress ?? []).map(({ from }) => from);
  const rulesOut = (egress ?? []).map(({ to }) => to);
  return {
    ingress: types.includes('Ingress') ? effectOf(rulesIn) : 'none',
    egress: types.includes('Egress') ? effectOf(rulesOut) : 'none',
  };
}

type Peers = readonly Peer[] | null | undefined;

const effectOf = (rules: readonly Peers[]): Effect =>
  rules.some((peers) => !peers?.length || reachesAnybody(peers)) ? 'open' : 'isolates';

function reachesAnybody(peers: readonly Peer[]): boolean {
  return peers.some(({ ipBlock }) => {
    if (!ipBlock) return false;
    return coversHalf(subtract(parseAddressList([ipBlock.cidr]).set, parseAddressList(ipBlock.except ?? []).set));
  });
}
