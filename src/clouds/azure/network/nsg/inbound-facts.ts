import {
  countV4,
  countV6,
  covers,
  everyone,
  isEmpty,
  nobody,
  parseAddresses,
  publicPart,
  unionAll,
  type AddressSet,
} from '#lib/addresses';
import { deliverable, without, type Packets } from '#lib/packets';
import * as ports from '#lib/ports';
import { defineFact, type Opening, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { armId } from '../../address.ts';
import { networkSecurityGroup } from './resource.ts';

type Rule = NonNullable<(typeof networkSecurityGroup.config)['securityRules']>[number];

/** What one rule of a security group lets in after the rules before it. */
export interface Inlet extends Opening {
  readonly destinations: AddressSet;
  /** The ARM ids, in lower case, of the application security groups that it is limited to. */
  readonly groups: readonly string[];
  /** It has the form of what the cloud provider makes for a Kubernetes Service: see `isServiceRule`. */
  readonly service: boolean;
}

/**
 * What a security group lets in from addresses and from Azure at large. Rules are taken by priority; each packet is
 * decided by the first rule that matches it, so that a rule takes away from later ones exactly what it names.
 * Destinations are addresses behind the group: `VirtualNetwork` is all of them.
 * Source: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
 */
export const nsgInbound = defineFact({
  name: 'azure.nsg-inbound',
  of: networkSecurityGroup,
  work({ config }): readonly Inlet[] | Unknown {
    if (config.securityRules === undefined) return fieldMissing('securityRules');
    const rules = [...placed(config.securityRules, 'securityRules')];
    rules.push(...placed(config.defaultSecurityRules ?? [], 'defaultSecurityRules'));
    const read = rules.filter(({ rule }) => rule.direction?.toLowerCase() !== 'outbound').map(readRule);
    const bad = read.find(isUnread);
    if (bad) return bad;
    const sorted = read.flatMap((it) => (isUnread(it) ? [] : it)).sort((a, b) => a.priority - b.priority);
    return sorted.flatMap((it, i) => (it.allow ? inletsOf(it, sorted.slice(0, i)) : []));
  },
});

interface ReadRule extends Packets {
  readonly name: string;
  readonly at: string;
  readonly actual: unknown;
  readonly allow: boolean;
  readonly priority: number;
  readonly protocols: readonly ('tcp' | 'udp')[];
  readonly words: readonly string[];
  readonly groups: readonly string[];
  readonly service: boolean;
  /** It names no source ports or application groups, so that it decides every packet of its block. */
  readonly decides: boolean;
}

function inletsOf(rule: ReadRule, before: readonly ReadRule[]): Inlet[] {
  const { name, at, actual, groups, service } = rule;
  const said = { rule: name, at, actual, groups, service };
  return rule.protocols.flatMap((protocol) => {
    const decided = before.filter((it) => it.decides && it.protocols.includes(protocol));
    const addresses = decided.reduce(
      without,
      [rule].filter(({ sources }) => !isEmpty(sources)),
    );
    const inlets = addresses.map((block) => ({
      ...said,
      protocol,
      ports: block.ports,
      destinations: block.destinations,
      sources: deliverable(block),
      words: [],
    }));
    const worded = rule.words.flatMap((word) => {
      const taken = decided.filter((it) => holdsWord(it, word)).map((it) => ({ ...it, sources: everyone }));
      const left = taken.reduce(without, [{ ...rule, sources: everyone }]);
      return left.map((block) => ({
        ...said,
        protocol,
        ports: block.ports,
        destinations: block.destinations,
        sources: nobody,
        words: [word],
      }));
    });
    return [...inlets.filter(({ sources }) => !isEmpty(sources)), ...worded];
  });
}

/** True when the sources hold all of `AzureCloud`, or of a region of it: by the tag itself or by the whole internet. */
export const holdsWord = (
  { sources, words }: { sources: AddressSet; words: readonly string[] },
  word: string,
): boolean => covers(sources, publicPart(everyone)) || words.some((it) => it === word || word.startsWith(`${it}.`));

const placed = (rules: readonly Rule[], list: string) => rules.map((rule, i) => ({ rule, at: `${list}[${i}]` }));

function readRule({ rule, at }: { rule: Rule; at: string }): ReadRule | Unknown {
  if (rule.direction === undefined) return fieldMissing(`${at}.direction`);
  if (rule.access === undefined) return fieldMissing(`${at}.access`);
  if (rule.priority === undefined) return fieldMissing(`${at}.priority`);
  const unsaid = sides.find((names) => names.every((name) => isEmptyField(rule[name])));
  if (unsaid) return fieldMissing(`${at}.${unsaid[0]}`);
  const open = filled(rule.destinationPortRange, rule.destinationPortRanges).map((it) => ports.parsePorts(it));
  if (open.includes(undefined)) return unknown('malformed', `${at} holds a port range that is none.`);
  const from = filled(rule.sourceAddressPrefix, rule.sourceAddressPrefixes);
  const to = filled(rule.destinationAddressPrefix, rule.destinationAddressPrefixes);
  const groups = (rule.destinationApplicationSecurityGroups ?? []).flatMap(({ id }) => (id ? armId(id) : []));
  const destinations = groups.length > 0 ? everyone : unionAll(to.map(destinationOf));
  const sourcePorts = filled(rule.sourcePortRange, rule.sourcePortRanges);
  const { name = '', access, priority, protocol = '*' } = rule;
  return {
    name,
    at,
    actual: {
      access,
      priority,
      protocol,
      from,
      to,
      ports: filled(rule.destinationPortRange, rule.destinationPortRanges),
    },
    allow: access.toLowerCase() === 'allow',
    priority,
    protocols: protocolsOf(protocol),
    sources: unionAll(from.map(sourceOf)),
    words: from.filter((it) => /^azurecloud(\.|$)/i.test(it)).map((it) => it.replace(/^azurecloud/i, 'AzureCloud')),
    ports: open.reduce<ports.Ports>((all, it) => ports.union(all, it ?? ports.noPorts), ports.noPorts),
    destinations,
    groups,
    service: isServiceRule(name, to, groups),
    decides: groups.length === 0 && sourcePorts.every((it) => it === '*'),
  };
}

/**
 * A rule of a Service lets in to the public frontend addresses of the load balancer, one by one, and to nothing else:
 * the name, which anybody can give, does not make it one.
 * Source: https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/
 */
const isServiceRule = (name: string, to: readonly string[], groups: readonly string[]): boolean =>
  serviceName.test(name) && groups.length === 0 && to.length > 0 && to.every(isPublicHost);

const serviceName = /^k8s-azure-lb_|^[0-9a-f]{32}-(?:tcp|udp|sctp)-\d+-/i;

function isPublicHost(prefix: string): boolean {
  const host = addressesOf(prefix);
  return BigInt(countV4(host)) + countV6(host) === 1n && !isEmpty(publicPart(host));
}

/** Of each side of a rule the API fills one of these forms: a rule without any says nothing about it. */
const sides = [
  ['sourceAddressPrefix', 'sourceAddressPrefixes', 'sourceApplicationSecurityGroups'],
  ['destinationAddressPrefix', 'destinationAddressPrefixes', 'destinationApplicationSecurityGroups'],
  ['destinationPortRange', 'destinationPortRanges'],
] as const;

const isEmptyField = (it: string | readonly unknown[] | undefined): boolean =>
  [it ?? ''].flat().every((one) => one === '');

const filled = (one: string | undefined, several: readonly string[] | undefined): readonly string[] =>
  [one, ...(several ?? [])].flatMap((it) => it || []);

function protocolsOf(protocol: string): readonly ('tcp' | 'udp')[] {
  const word = protocol.toLowerCase();
  if (word === '*' || word === 'any') return ['tcp', 'udp'];
  return word === 'tcp' || word === 'udp' ? [word] : [];
}

/** The addresses of a source; tags other than `Internet` hold none that count. */
function sourceOf(prefix: string): AddressSet {
  const word = prefix.toLowerCase();
  if (word === '*' || word === 'any') return everyone;
  if (word === 'internet') return publicPart(everyone);
  return addressesOf(prefix);
}

function destinationOf(prefix: string): AddressSet {
  const word = prefix.toLowerCase();
  return word === '*' || word === 'any' || word === 'virtualnetwork' ? everyone : addressesOf(prefix);
}

const addressesOf = (prefix: string): AddressSet =>
  prefix === '0.0.0.0' ? { v4: everyone.v4, v6: [] } : (parseAddresses(prefix) ?? nobody);
