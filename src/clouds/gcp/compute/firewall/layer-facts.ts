import type { compute_v1 } from '@googleapis/compute';
import type { Unknown, Wire } from '#model';
import { isUnread } from '#rule';
import { inOrder, type Layer } from './order-facts.ts';
import { readPolicyRule, readVpcRule, type FirewallRule } from './rule-facts.ts';

/** A policy in force on a network, as both effective-firewalls answers describe it. */
export type EffectivePolicy = Wire<
  | compute_v1.Schema$NetworksGetEffectiveFirewallsResponseEffectiveFirewallPolicy
  | compute_v1.Schema$RegionNetworkFirewallPoliciesGetEffectiveFirewallsResponseEffectiveFirewallPolicy
>;

/** A layer and what it is made of. */
export interface KnownLayer {
  readonly kind: 'above' | 'system' | 'global' | 'regional' | 'vpc';
  readonly rules: Layer;
}

/** The rules of the VPC as one layer. */
export function vpcLayer(
  rules: readonly Wire<compute_v1.Schema$Firewall>[],
  at: (i: number) => string,
): KnownLayer | Unknown {
  const read = rules.map((rule, i) => readVpcRule(rule, at(i)));
  return layerOf('vpc', read);
}

/**
 * One layer per policy, as it acts on a network where that is known; hierarchical ones stay in the order of the answer,
 * network ones go by their priority.
 */
export function policyLayers(
  policies: readonly EffectivePolicy[],
  network: string | undefined,
): readonly KnownLayer[] | Unknown {
  const placed = policies.map((policy, i) => ({ policy, i }));
  const sorted = placed.sort((a, b) => (a.policy.priority ?? 0) - (b.policy.priority ?? 0) || a.i - b.i);
  const layers = sorted.map(({ policy, i }) => {
    const read = (policy.rules ?? []).map((rule, j) =>
      readPolicyRule(rule, namesOf(policy), network, `firewallPolicys[${i}].rules[${j}]`),
    );
    return layerOf(kindOf(policy.type), read);
  });
  return layers.find(isUnread) ?? layers.flatMap((it) => (isUnread(it) ? [] : it));
}

/**
 * The layers in the order in which packets meet them: policies of the organisation and its folders, those of Google,
 * then the VPC's rules and the network policies, or the other way round where the network says so.
 * Source: https://cloud.google.com/firewall/docs/firewall-policies-overview#rule-evaluation
 */
export function orderedLayers(layers: readonly KnownLayer[], enforcement: string | null | undefined): readonly Layer[] {
  const late = enforcement === 'BEFORE_CLASSIC_FIREWALL';
  const kinds = late
    ? (['above', 'system', 'global', 'regional', 'vpc'] as const)
    : (['above', 'system', 'vpc', 'global', 'regional'] as const);
  return kinds.flatMap((kind) => layers.filter((it) => it.kind === kind).map(({ rules }) => rules));
}

function layerOf(
  kind: KnownLayer['kind'],
  read: readonly (FirewallRule | Unknown | undefined)[],
): KnownLayer | Unknown {
  const bad = read.find(isUnread);
  return bad ?? { kind, rules: inOrder(read.flatMap((it) => (it === undefined || isUnread(it) ? [] : it))) };
}

function kindOf(type: string | null | undefined): KnownLayer['kind'] {
  if (type === 'NETWORK') return 'global';
  if (type === 'NETWORK_REGIONAL') return 'regional';
  return type?.startsWith('SYSTEM') ? 'system' : 'above';
}

function namesOf(policy: EffectivePolicy): { name: string; label: string } {
  const shown = ('shortName' in policy ? policy.shortName : undefined) ?? policy.displayName;
  return { name: policy.name ?? shown ?? 'policy', label: shown ?? policy.name ?? 'policy' };
}
