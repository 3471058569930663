import { parseAddressList } from '#lib/address-list';
import { coversHalf, subtract } from '#lib/addresses';
import type { Unknown } from '#model';
import { isUnread } from '#rule';
import type { CiliumPolicy, CiliumRule, CiliumSection } from '../cilium-network-policy/resource.ts';
import { selects, type Labels, type LabelSelector } from '../label-selector.ts';
import { type Effect, type Effects, noEffect, type PodView } from './effect.ts';

const namespaceLabel = 'io.cilium.k8s.namespace.labels.';
const ownNamespace = 'io.kubernetes.pod.namespace';

/**
 * What a Cilium policy does to a pod: the union of its rules. Rules that select nodes say nothing about pods.
 * A policy of a namespace speaks about that namespace only.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/
 */
export function ciliumEffects({ metadata, spec, specs }: CiliumPolicy, pod: PodView): Effects | Unknown {
  if (metadata?.namespace !== undefined && metadata.namespace !== pod.namespace) return noEffect;
  let found = noEffect;
  for (const rule of [...(spec ? [spec] : []), ...(specs ?? [])]) {
    const taken = takes(rule, pod);
    if (isUnread(taken)) return taken;
    if (!taken) continue;
    found = {
      ingress: stronger(found.ingress, effectOf(rule, 'ingress')),
      egress: stronger(found.egress, effectOf(rule, 'egress')),
    };
  }
  return found;
}

function takes({ endpointSelector }: CiliumRule, pod: PodView): boolean | Unknown {
  if (!endpointSelector) return false;
  const selector = withoutSource(endpointSelector);
  const keys = [...Object.keys(selector.matchLabels ?? {}), ...(selector.matchExpressions ?? []).map(({ key }) => key)];
  if (!pod.own && !keys.every((key) => key === ownNamespace || key.startsWith(namespaceLabel))) return false;
  const namespaceLabels = keys.some((key) => key.startsWith(namespaceLabel)) ? pod.namespaceLabels() : {};
  if (isUnread(namespaceLabels)) return namespaceLabels;
  return selects(selector, { ...pod.own?.labels, ...identityOf(pod, namespaceLabels) });
}

/** The labels that Cilium adds to a pod's own. */
const identityOf = ({ namespace, own }: PodView, namespaceLabels: Labels): Labels => ({
  [ownNamespace]: namespace,
  ...(own && { 'io.cilium.k8s.policy.serviceaccount': own.serviceAccount }),
  ...Object.fromEntries(Object.entries(namespaceLabels).map(([key, value]) => [`${namespaceLabel}${key}`, value])),
});

/** Labels of a pod come from the source `k8s`; a key without a source, or with `any`, means every source. */
function withoutSource({ matchLabels, matchExpressions }: LabelSelector): LabelSelector {
  const bare = (key: string): string => key.replace(/^(?:k8s|any)[:.]/, '');
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels ?? {}).map(([key, value]) => [bare(key), value])),
    matchExpressions: (matchExpressions ?? []).map((it) => ({ ...it, key: bare(it.key) })),
  };
}

function effectOf(rule: CiliumRule, direction: 'ingress' | 'egress'): Effect {
  const allowed = rule[direction] ?? [];
  const denied = rule[`${direction}Deny`] ?? [];
  if (allowed.length + denied.length === 0) return 'none';
  if (rule.enableDefaultDeny?.[direction] === false) return denied.length > 0 ? 'denies' : 'none';
  const wide = allowed.filter(letsAnybodyThrough);
  if (wide.length === 0) return 'isolates';
  return wide.some(({ toPorts, icmps }) => !toPorts?.length && !icmps?.length) ? 'open' : 'open-on-ports';
}

/** A section of ports without peers means any peer; an empty one means none. */
function letsAnybodyThrough(section: CiliumSection): boolean {
  const { fromEntities, toEntities, fromCIDR, toCIDR, fromCIDRSet, toCIDRSet } = section;
  const entities = [...(fromEntities ?? []), ...(toEntities ?? [])];
  const networks = parseAddressList([...(fromCIDR ?? []), ...(toCIDR ?? [])]).set;
  const blocks = [...(fromCIDRSet ?? []), ...(toCIDRSet ?? [])].map(({ cidr = '', except }) =>
    subtract(parseAddressList([cidr]).set, parseAddressList(except ?? []).set),
  );
  return (
    entities.includes('all') ||
    namesWorld(entities) ||
    [networks, ...blocks].some(coversHalf) ||
    (!hasPeers(section) && Object.keys(section).length > 0)
  );
}

/** Whether a section says who its peers are, and not only which ports. */
export const hasPeers = (section: CiliumSection): boolean =>
  Object.keys(section).some((key) => /^(from|to)/.test(key) && key !== 'toPorts');

/** Whether entities are those outside of the cluster, of both families or of one. */
export const namesWorld = (entities: readonly string[]): boolean =>
  ['world', 'world-ipv4', 'world-ipv6'].some((one) => entities.includes(one));

const rank: Readonly<Record<Effect, number>> = {
  none: 0,
  denies: 1,
  'denies-all': 2,
  isolates: 3,
  'open-on-ports': 4,
  open: 5,
};

const stronger = (one: Effect, other: Effect): Effect => (rank[other] > rank[one] ? other : one);
