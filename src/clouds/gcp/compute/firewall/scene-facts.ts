import type { Look, ResourceOf, Unknown } from '#model';
import { fieldMissing, isMissed, isUnread, unknown } from '#rule';
import { fullName } from '../../address.ts';
import {
  effectiveFirewalls,
  effectiveFirewallsName,
  effectiveFirewallsOf,
  networkOfEffective,
  regionEffectiveFirewalls,
  regionEffectiveFirewallsOf,
} from '../effective-firewalls/resource.ts';
import { network } from '../network/resource.ts';
import { orderedLayers, policyLayers, vpcLayer, type EffectivePolicy, type KnownLayer } from './layer-facts.ts';
import type { Layer } from './order-facts.ts';
import { firewall } from './resource.ts';
import { readVpcRule, type FirewallRule } from './rule-facts.ts';

type Eye = Look<typeof firewall | typeof effectiveFirewalls | typeof regionEffectiveFirewalls | typeof network>;
type Vpc = ResourceOf<typeof firewall>;
type Effective = ResourceOf<typeof effectiveFirewalls | typeof regionEffectiveFirewalls>;

/** The rules to judge, their network, and the layers that packets to nodes in a region meet. */
export interface Scene {
  readonly network: string;
  /** Where only nodes of one region are meant. */
  readonly region?: string;
  /** The rules that let something in. */
  readonly rules: readonly FirewallRule[];
  layersAt(region: string): Layers;
}

interface Layers {
  readonly layers: readonly Layer[] | Unknown;
  readonly policiesRead: boolean;
}

/** Sets the scene for a VPC rule, or for the policies in an answer of effective firewalls. */
export const sceneOf = (it: Vpc | Effective, look: Eye): Scene | Unknown =>
  it.type === 'gcp.firewall' ? vpcScene(it, look) : policyScene(it, look);

function vpcScene(it: Vpc, look: Eye): Scene | Unknown {
  const own = readVpcRule(it.config, '');
  if (isUnread(own)) return own;
  const name = fullName('compute', it.config.network ?? '');
  if (name === undefined) return fieldMissing('network');
  return {
    network: name,
    rules: own?.action === 'allow' ? [own] : [],
    layersAt: (region) => aroundVpc(name, region, look),
  };
}

/**
 * Where not all rules of the VPC were read, one of the others may deny first: the answer is unknown.
 * Where the policies that go before the VPC's rules were not read, nothing is known of what passes: the answer is unknown.
 * Files often hold no policies: there what is known of the VPC's rules stands, and is said to be so.
 */
function aroundVpc(name: string, region: string, look: Eye): Layers {
  const { items, unread } = look.list(firewall, { network: name });
  if (unread) return { layers: unread, policiesRead: false };
  const vpc = vpcLayer(
    items.map(({ config }) => config),
    () => '',
  );
  const answer = look.find(effectiveFirewalls, effectiveFirewallsOf(name));
  if (isMissed(answer)) return { layers: answer, policiesRead: false };
  const policiesRead = !isUnread(answer) && answer !== 'absent';
  const policies = policyLayers(policiesRead ? (answer.config.firewallPolicys ?? []) : [], name);
  const known = together(vpc, policies);
  if (isUnread(known)) return { layers: known, policiesRead };
  const order = orderOf(name, look);
  if (isMissed(order) || (isUnread(order) && hasNetworkPolicy(known))) return { layers: order, policiesRead };
  if (isUnread(order)) return { layers: orderedLayers(known, undefined), policiesRead: false };
  if (order !== 'BEFORE_CLASSIC_FIREWALL') return { layers: orderedLayers(known, order), policiesRead };
  const regional = regionalLayers(name, region, look);
  if (isMissed(regional)) return { layers: regional, policiesRead: false };
  const layers = orderedLayers([...known, ...(isUnread(regional) ? [] : regional)], order);
  return { layers, policiesRead: policiesRead && !isUnread(regional) };
}

function policyScene(it: Effective, look: Eye): Scene | Unknown {
  const name = networkOfEffective(it.id);
  const isNamed = effectiveFirewallsName(it.id) !== '';
  const region = /\/regions\/([^/]+)\//.exec(it.id)?.[1];
  const policies: readonly EffectivePolicy[] = it.config.firewallPolicys ?? [];
  const known = together(
    vpcLayer(it.config.firewalls ?? [], (i) => `firewalls[${i}]`),
    policyLayers(policies, isNamed ? name : undefined),
  );
  if (isUnread(known)) return known;
  const judged = known.filter(({ kind }) =>
    region === undefined ? kind === 'above' || kind === 'global' : kind === 'regional',
  );
  const rules = judged.flatMap((layer) => layer.rules.filter(({ action }) => action === 'allow'));
  if (!isNamed && rules.length > 0) return unknown('not-in-files', 'The answer does not say of which network it is.');
  const layersAt = (): Layers => {
    const order = hasNetworkPolicy(known) ? orderOf(name, look) : undefined;
    return { layers: isUnread(order) ? order : orderedLayers(known, order), policiesRead: true };
  };
  return { network: name, ...(region !== undefined && { region }), rules, layersAt };
}

/** What the network says about the order of its policies and the VPC's rules. */
function orderOf(name: string, look: Eye): string | undefined | Unknown {
  const found = look.find(network, name);
  if (isUnread(found)) return found;
  return found === 'absent' ? undefined : (found.config.networkFirewallPolicyEnforcementOrder ?? undefined);
}

const hasNetworkPolicy = (layers: readonly KnownLayer[]): boolean =>
  layers.some(({ kind }) => kind === 'global' || kind === 'regional');

function regionalLayers(name: string, region: string, look: Eye): readonly KnownLayer[] | Unknown {
  const answer = look.find(regionEffectiveFirewalls, regionEffectiveFirewallsOf(name, region));
  if (isUnread(answer) || answer === 'absent') return answer === 'absent' ? [] : answer;
  const layers = policyLayers(answer.config.firewallPolicys ?? [], name);
  return isUnread(layers) ? layers : layers.filter(({ kind }) => kind === 'regional');
}

function together(
  vpc: KnownLayer | Unknown,
  policies: readonly KnownLayer[] | Unknown,
): readonly KnownLayer[] | Unknown {
  if (isUnread(vpc)) return vpc;
  return isUnread(policies) ? policies : [...policies, vpc];
}
