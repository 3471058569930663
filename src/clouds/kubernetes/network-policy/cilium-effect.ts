import type { Unknown } from '#model';
import { isUnread } from '#rule';
import type { CiliumPolicy, CiliumRule, CiliumSection } from '../cilium-network-policy/resource.ts';
import { selects, type Labels, type LabelSelector } from '../label-selector.ts';
import { type Effect, type Effects, noEffect, type PodView } from './effect.ts';

const namespaceLabel = 'io.cilium.k8s.namespace.labels.';

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
  const namespaceLabels = keys.some((key) => key.startsWith(namespaceLabel)) ? pod.namespaceLabels() : {};
  if (isUnread(namespaceLabels)) return namespaceLabels;
  return selects(selector, { ...pod.labels, ...identityOf(pod, namespaceLabels) });
}

/** The labels that Cilium adds to a pod's own. */
const identityOf = ({ namespace, serviceAccount }: PodView, namespaceLabels: Labels): Labels => ({
  'io.kubernetes.pod.namespace': namespace,
  'io.cilium.k8s.policy.serviceaccount': serviceAccount,
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
  return allowed.some(letsAnybodyThrough) ? 'open' : 'isolates';
}

function letsAnybodyThrough({ fromEntities, toEntities, fromCIDR, toCIDR }: CiliumSection): boolean {
  const entities = [...(fromEntities ?? []), ...(toEntities ?? [])];
  const networks = [...(fromCIDR ?? []), ...(toCIDR ?? [])];
  return (
    entities.some((it) => it === 'all' || it === 'world') || networks.some((it) => it === '0.0.0.0/0' || it === '::/0')
  );
}

const rank = { none: 0, denies: 1, isolates: 2, open: 3 } as const;

const stronger = (one: Effect, other: Effect): Effect => (rank[other] > rank[one] ? other : one);
