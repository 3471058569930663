import { everyone, nobody, parseAddresses, publicPart, unionAll, type AddressSet } from '#lib/addresses';
import * as ports from '#lib/ports';
import type { Ports } from '#lib/ports';
import type { Opening, Unknown } from '#model';
import { unknown } from '#rule';
import { fullName } from '../../address.ts';
import type { regionEffectiveFirewalls } from '../effective-firewalls/resource.ts';
import type { firewall } from './resource.ts';

type VpcRule = typeof firewall.config;
type Policy = NonNullable<(typeof regionEffectiveFirewalls.config)['firewallPolicys']>[number];
type PolicyRule = NonNullable<Policy['rules']>[number];

/** The protocols with ports. */
export type Protocol = 'tcp' | 'udp' | 'sctp';

/** What a rule lets in, of any protocol with ports. */
export type FirewallOpening = Omit<Opening, 'protocol'> & { readonly protocol: Protocol };

/** Which machines a rule applies to; everything missing means all of the network. */
export interface Targets {
  readonly tags: readonly string[];
  readonly accounts: readonly string[];
  readonly secureTags: readonly string[];
}

/** One rule for incoming packets, of the VPC or of a policy, in neutral form. */
export interface FirewallRule {
  /** Unlike that of any other rule on the network: its own name, or its policy's and its priority. */
  readonly name: string;
  readonly label: string;
  readonly at: string;
  readonly actual: unknown;
  /** `next` hands the packet to the next policy. */
  readonly action: 'allow' | 'deny' | 'next';
  readonly priority: number;
  readonly traffic: readonly { readonly protocol: Protocol; readonly ports: Ports }[];
  readonly sources: AddressSet;
  /** Sources that nothing here resolves: address groups, host names, countries, threat lists. */
  readonly words: readonly string[];
  readonly destinations: AddressSet;
  readonly targets: Targets;
}

/**
 * Reads a VPC rule; undefined when it says nothing about incoming packets. A missing direction is INGRESS, and no
 * source at all is 0.0.0.0/0. Tags and ranges are alternatives, so that a tag does not narrow an open range.
 * Source: https://cloud.google.com/compute/docs/reference/rest/v1/firewalls
 */
export function readVpcRule(rule: VpcRule, at: string): FirewallRule | Unknown | undefined {
  if (rule.disabled === true || (rule.direction ?? 'INGRESS') !== 'INGRESS') return undefined;
  const open = rule.allowed ?? [];
  const layers = open.length > 0 ? open : (rule.denied ?? []);
  const traffic = layers.flatMap((it) => trafficOf(it.IPProtocol, it.ports));
  const ranges = rule.sourceRanges ?? [];
  const sourceless = [ranges, rule.sourceTags ?? [], rule.sourceServiceAccounts ?? []].every((it) => it.length === 0);
  const sources = sourceless ? { v4: everyone.v4, v6: nobody.v6 } : addressesOf(ranges);
  if (!sources || traffic.includes(undefined)) return unknown('malformed', `${at || 'It'} holds what is no range.`);
  return {
    name: rule.name ?? '',
    label: rule.name ?? '',
    at,
    actual: {
      priority: rule.priority ?? 1000,
      allowed: rule.allowed,
      sourceRanges: ranges,
      targetTags: rule.targetTags,
    },
    action: open.length > 0 ? 'allow' : 'deny',
    priority: rule.priority ?? 1000,
    traffic: traffic.flatMap((it) => it ?? []),
    sources,
    words: [],
    destinations: destinationsOf(rule.destinationRanges),
    targets: {
      tags: rule.targetTags ?? [],
      accounts: rule.targetServiceAccounts ?? [],
      secureTags: [],
    },
  };
}

/**
 * Reads a rule of a policy for a network, or for any where that is not known; undefined when it is off, for outgoing packets, for load balancers, bound to
 * other networks, or to secure tags that are no longer in effect.
 * Source: https://cloud.google.com/compute/docs/reference/rest/v1/firewallPolicies
 */
export function readPolicyRule(
  rule: PolicyRule,
  policy: { readonly name: string; readonly label: string },
  network: string | undefined,
  at: string,
): FirewallRule | Unknown | undefined {
  const secureTags = (rule.targetSecureTags ?? []).filter(({ state }) => state !== 'INEFFECTIVE');
  const lost = (rule.targetSecureTags ?? []).length > 0 && secureTags.length === 0;
  const elsewhere = (rule.targetType ?? 'INSTANCES') !== 'INSTANCES';
  if (rule.disabled === true || rule.direction !== 'INGRESS' || lost || elsewhere) return undefined;
  const meant = (rule.targetResources ?? []).map((it) => fullName('compute', it));
  if (meant.includes(undefined)) return unknown('malformed', `${at}.targetResources names what is no network.`);
  if (network !== undefined && meant.length > 0 && !meant.includes(network)) return undefined;
  const match = rule.match ?? {};
  const traffic = (match.layer4Configs ?? []).flatMap((it) => trafficOf(it.ipProtocol, it.ports));
  const words = wordsOf(match);
  const sources = policySources(match, words);
  if (!sources || traffic.includes(undefined)) return unknown('malformed', `${at} holds what is no range.`);
  const priority = rule.priority ?? 0;
  return {
    name: `${policy.name}/${priority}`,
    label: `${policy.label}/${priority}`,
    at,
    actual: { action: rule.action, priority, match },
    action: rule.action === 'deny' ? 'deny' : rule.action === 'goto_next' ? 'next' : 'allow',
    priority,
    traffic: traffic.flatMap((it) => it ?? []),
    sources,
    words,
    destinations: destinationsOf(match.destIpRanges),
    targets: {
      tags: [],
      accounts: rule.targetServiceAccounts ?? [],
      secureTags: secureTags.flatMap(({ name }) => name ?? []),
    },
  };
}

type Match = NonNullable<PolicyRule['match']>;

function policySources(match: Match, words: readonly string[]): AddressSet | undefined {
  const from = match.srcNetworkType ?? match.srcNetworkContext ?? 'UNSPECIFIED';
  if (!['UNSPECIFIED', 'INTERNET'].includes(from)) return nobody;
  const ranges = match.srcIpRanges ?? [];
  const sourceless = ranges.length === 0 && words.length === 0 && (match.srcSecureTags ?? []).length === 0;
  const sources = sourceless ? everyone : addressesOf(ranges);
  return sources && from === 'INTERNET' ? publicPart(sources) : sources;
}

const wordsOf = (match: Match): readonly string[] => [
  ...(match.srcAddressGroups ?? []).map((it) => `address group ${it}`),
  ...(match.srcFqdns ?? []).map((it) => `host ${it}`),
  ...(match.srcRegionCodes ?? []).map((it) => `country ${it}`),
  ...(match.srcThreatIntelligences ?? []).map((it) => `threat list ${it}`),
];

/** Only an address group can hold the whole internet. */
export const mayHoldAll = ({ words }: FirewallRule): boolean => words.some((it) => it.startsWith('address group '));

/** TCP, UDP and SCTP; undefined for a port that is none. Without ports the whole protocol is meant. */
function trafficOf(name: string | null | undefined, texts: readonly string[] | null | undefined) {
  const protocols = protocolsOf(name?.toLowerCase());
  const parsed = (texts ?? []).map((text) => ports.parsePorts(text));
  if (parsed.includes(undefined)) return [undefined];
  const open = parsed.reduce<Ports>((all, it) => ports.union(all, it ?? ports.noPorts), ports.noPorts);
  return protocols.map((protocol) => ({ protocol, ports: parsed.length === 0 ? ports.allPorts : open }));
}

function protocolsOf(name: string | undefined): readonly Protocol[] {
  if (name === 'all') return ['tcp', 'udp', 'sctp'];
  if (name === 'tcp' || name === '6') return ['tcp'];
  if (name === 'udp' || name === '17') return ['udp'];
  return name === 'sctp' || name === '132' ? ['sctp'] : [];
}

function addressesOf(ranges: readonly string[]): AddressSet | undefined {
  const parsed = ranges.map((range) => parseAddresses(range));
  return parsed.includes(undefined) ? undefined : unionAll(parsed.flatMap((it) => it ?? []));
}

/** Destinations that cannot be compared match every node. */
const destinationsOf = (ranges: readonly string[] | null | undefined): AddressSet =>
  (ranges ?? []).length === 0 ? everyone : (addressesOf(ranges ?? []) ?? everyone);
