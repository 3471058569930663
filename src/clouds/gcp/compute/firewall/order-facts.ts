import { deliverable, inBoth, without, type Packets } from '#lib/packets';
import { everyone, isEmpty } from '#lib/addresses';
import type { GkeNodes } from '../../gke/cluster/node-facts.ts';
import { mayHoldAll, type FirewallOpening, type FirewallRule, type Protocol, type Targets } from './rule-facts.ts';

/** Rules that are taken together: one policy, or the rules of the VPC. */
export type Layer = readonly FirewallRule[];

/** Rules in the order in which they are taken: by priority, a deny before an allow of the same priority. */
export const inOrder = (layer: Layer): Layer =>
  [...layer].sort((a, b) => a.priority - b.priority || Number(b.action === 'deny') - Number(a.action === 'deny'));

/** What a rule lets through to nodes after the rules before it, for certain and at most. */
export interface Passed {
  readonly sure: readonly FirewallOpening[];
  readonly most: readonly FirewallOpening[];
}

/**
 * Walks the layers that packets pass before they reach a rule, and the rules before it in its own layer. A deny takes
 * its packets away; what an earlier rule of a layer lets through or hands on is not denied by that layer. Denies that
 * may or may not apply (an address group, secure tags that cannot be compared) take everything away from what is sure.
 */
export function passed(rule: FirewallRule, before: readonly Layer[], own: Layer, nodes: GkeNodes): Passed {
  const ahead = own.slice(0, own.indexOf(rule));
  const walk = (sure: boolean): FirewallOpening[] =>
    rule.traffic.flatMap(({ protocol, ports }) => {
      const whole: Packets = { sources: rule.sources, ports, destinations: rule.destinations };
      const met = (layer: Layer) => layer.flatMap((it) => blocksOf(it, protocol, nodes, sure));
      const reached = before.map(met).reduce(throughLayer, isEmpty(whole.sources) ? [] : [whole]);
      const left = met(ahead.map(handedOn)).reduce(
        (all, it) => (it.action === 'allow' ? all : without(all, it)),
        reached,
      );
      const said = { rule: rule.name, protocol, at: rule.at, actual: rule.actual };
      return left.map((block) => ({ ...said, ports: block.ports, sources: deliverable(block), words: [] }));
    });
  return { sure: walk(true), most: walk(false) };
}

/** A rule of its own layer that hands packets on takes them from it as a deny does. */
const handedOn = (rule: FirewallRule): FirewallRule => (rule.action === 'next' ? { ...rule, action: 'deny' } : rule);

type Block = Packets & Pick<FirewallRule, 'action'>;

function throughLayer(arriving: readonly Packets[], layer: readonly Block[]): readonly Packets[] {
  let undecided = arriving;
  const through: Packets[] = [];
  for (const block of layer) {
    if (block.action !== 'deny') through.push(...undecided.map((it) => inBoth(it, block)));
    undecided = without(undecided, block);
  }
  return [
    ...undecided,
    ...through.filter((it) => it.ports.length > 0 && !isEmpty(it.sources) && !isEmpty(it.destinations)),
  ];
}

function blocksOf(rule: FirewallRule, protocol: Protocol, nodes: GkeNodes, sure: boolean): readonly Block[] {
  const hit = appliesTo(rule.targets, nodes);
  const doubtful = hit === 'unknown' || mayHoldAll(rule);
  if (hit === false || (doubtful && (rule.action === 'deny') !== sure)) return [];
  const sources = doubtful && mayHoldAll(rule) ? everyone : rule.sources;
  return rule.traffic
    .filter((it) => it.protocol === protocol)
    .map(({ ports }) => ({ action: rule.action, sources, ports, destinations: rule.destinations }));
}

/** Whether a rule applies to the nodes of a pool; unknown where a cluster spells its secure tags by name. */
export function appliesTo({ tags, accounts, secureTags }: Targets, nodes: GkeNodes): boolean | 'unknown' {
  if (tags.length + accounts.length + secureTags.length === 0) return true;
  if (tags.some((tag) => nodes.tags.includes(tag) || nodes.ownTag.test(tag))) return true;
  if (accounts.some((account) => isAccount(account, nodes.account))) return true;
  const own = nodes.secureTags.map(tagValue);
  if (secureTags.some((tag) => own.includes(tagValue(tag)))) return true;
  return secureTags.length > 0 && own.some((tag) => !/^\d+$/.test(tag)) ? 'unknown' : false;
}

/** `default` stands for the Compute Engine account of the project, whose number the cluster does not say. */
const isAccount = (account: string, own: string): boolean =>
  own === 'default' ? /^\d+-compute@developer\.gserviceaccount\.com$/.test(account) : account === own;

const tagValue = (tag: string): string => tag.replace(/^tagValues\//, '');
