import { everyone } from '#lib/addresses';
import { defineFact, type Unknown } from '#model';
import { isUnread, unknown, type Evidence } from '#rule';
import { gkeNodes, type GkeNodes } from '../../gke/cluster/node-facts.ts';
import { gkeCluster } from '../../gke/cluster/resource.ts';
import { effectiveFirewalls, regionEffectiveFirewalls } from '../effective-firewalls/resource.ts';
import { network } from '../network/resource.ts';
import { leftAside } from './aside-facts.ts';
import { appliesTo, passed } from './order-facts.ts';
import { firewall } from './resource.ts';
import { coversEveryPort, type FirewallHole } from './port-facts.ts';
import type { FirewallOpening, FirewallRule } from './rule-facts.ts';
import { sceneOf, type Scene } from './scene-facts.ts';

/** A rule that lets something in, and how far it gets to nodes of GKE clusters. */
export interface JudgedRule {
  readonly name: string;
  /** What a person calls it. */
  readonly label: string;
  readonly seen: Evidence;
  /** Why another rule of ours speaks about what it opens for users; that exempts no admin port. */
  readonly aside?: string;
  /** What it lets in by itself; sources that are not resolved count as everyone here. */
  readonly own: readonly FirewallOpening[];
  /** It names every TCP port. */
  readonly everyPort: boolean;
  /** It applies to nodes of a cluster. */
  readonly targeted: boolean;
  readonly holes: readonly FirewallHole[];
  /** What may be open, and why that is not known. */
  readonly unsure: readonly { readonly opening: FirewallOpening; readonly why: Unknown }[];
}

/** The rules of one VPC rule or of the policies in one answer, judged. */
export interface FirewallReach {
  readonly rules: readonly JudgedRule[];
  /** Why clusters on the network may not all be known. */
  readonly unread?: Unknown;
  /** Higher policies were read. */
  readonly policiesRead: boolean;
}

/**
 * How far VPC rules and rules of policies open the nodes of GKE clusters on their network: order, denials and targets
 * taken into account. An answer of effective firewalls is judged for its policies, a regional one for the regional
 * policies; the VPC's rules are judged one by one.
 */
export const firewallReach = defineFact({
  name: 'gcp.firewall-reach',
  of: [firewall, effectiveFirewalls, regionEffectiveFirewalls] as const,
  uses: [firewall, effectiveFirewalls, regionEffectiveFirewalls, network, gkeCluster, gkeNodes],
  work(it, look): FirewallReach | Unknown {
    const scene = sceneOf(it, look);
    if (isUnread(scene)) return scene;
    if (scene.rules.length === 0) return { rules: [], policiesRead: true };
    const clusters = look.listAll(gkeCluster, { network: scene.network });
    const nodes = clusters.items.flatMap((cluster) => look.fact(gkeNodes, cluster));
    const here = nodes.filter(
      ({ region, networks }) =>
        networks.includes(scene.network) && (scene.region === undefined || region === scene.region),
    );
    const judged = scene.rules.map((rule) => judge(rule, here, scene, leftAside(rule, clusters.items)));
    return {
      rules: judged.map(({ rule }) => rule),
      ...(clusters.unread && { unread: clusters.unread }),
      policiesRead: judged.every(({ policiesRead }) => policiesRead),
    };
  },
});

function judge(rule: FirewallRule, nodes: readonly GkeNodes[], scene: Scene, aside: string | undefined) {
  const { name, label, at, actual } = rule;
  const hit = nodes.filter((it) => appliesTo(rule.targets, it) !== false);
  const ways = hit.map((it) => wayTo(it, rule, scene));
  return {
    policiesRead: ways.every(({ policiesRead }) => policiesRead),
    rule: {
      name,
      label,
      seen: { at, actual },
      ...(aside !== undefined && { aside }),
      own: openingsOf(rule),
      everyPort: rule.traffic.some(({ protocol, ports }) => protocol === 'tcp' && coversEveryPort(ports)),
      targeted: hit.length > 0,
      holes: ways.flatMap(({ holes }) => holes),
      unsure: ways.flatMap(({ unsure }) => unsure),
    },
  };
}

interface Way extends Pick<JudgedRule, 'holes' | 'unsure'> {
  readonly policiesRead: boolean;
}

function wayTo(nodes: GkeNodes, rule: FirewallRule, scene: Scene): Way {
  const { layers, policiesRead } = scene.layersAt(nodes.region);
  const own = isUnread(layers) ? undefined : layers.find((layer) => layer.some(({ name }) => name === rule.name));
  const self = own?.find(({ name }) => name === rule.name);
  if (isUnread(layers) || !own || !self) {
    const why = isUnread(layers) ? layers : unknown('stale', `${rule.name} is not among the rules of its network.`);
    return { policiesRead, holes: [], unsure: openingsOf(rule).map((opening) => ({ opening, why })) };
  }
  const { sure, most } = passed(self, layers.slice(0, layers.indexOf(own)), own, nodes);
  const certain = appliesTo(rule.targets, nodes) === true;
  const holes = certain ? sure.map((it) => ({ ...it, exposed: !nodes.isPrivate })) : [];
  const worded = rule.words.length > 0 ? openingsOf(rule) : [];
  const unsure = [...most, ...worded].map((opening) => ({ opening, why: unresolved(rule) }));
  return { policiesRead, holes, unsure };
}

const unresolved = ({ name, words }: FirewallRule): Unknown =>
  words.length > 0
    ? unknown('outside', `${name} lets in ${words.join(', ')}, which nothing here resolves.`)
    : unknown('outside', `Whether ${name} takes effect hangs on address groups or secure tags that are not resolved.`);

const openingsOf = ({ name, at, actual, sources, words, traffic }: FirewallRule): readonly FirewallOpening[] =>
  traffic.map(({ protocol, ports }) => ({
    rule: name,
    protocol,
    ports,
    sources: words.length > 0 ? everyone : sources,
    words,
    at,
    actual,
  }));
