import type { IpPermission } from '@aws-sdk/client-ec2';
import { countV4, covers, everyone, isEmpty, nobody, parseAddresses, publicPart } from '#lib/addresses';
import { unionAll, widestV6Prefix, type AddressSet } from '#lib/addresses';
import { allPorts, format, holds, portRange, union, type Ports } from '#lib/ports';
import { defineFact, type Listing, type Opening, type ResourceOf, type Wire } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { prefixList } from '../prefix-list/resource.ts';
import { securityGroup } from './resource.ts';

/** A source of an opening: a CIDR or the id of a prefix list, with the addresses it stands for. */
export interface Source {
  readonly text: string;
  readonly sources: AddressSet;
}

/** An entry of `IpPermissions` for one protocol. `unread` says why its ports or sources may not be all. */
export interface GroupOpening extends Opening {
  readonly permission: Wire<IpPermission>;
  readonly parts: readonly Source[];
  readonly unread?: Unknown;
}

/**
 * What a security group lets in from addresses, an opening for each entry and protocol, with prefix lists resolved.
 * Groups as sources are no addresses. Protocol -1 covers every port; protocols that have no ports cover none. What is no
 * protocol may be any.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export const groupIngress = defineFact({
  name: 'ec2.group-ingress',
  of: securityGroup,
  uses: [prefixList],
  work({ config }, { list }): readonly GroupOpening[] | Unknown {
    if (config.IpPermissions === undefined) return fieldMissing('IpPermissions');
    return config.IpPermissions.flatMap((permission, i) => {
      const at = `IpPermissions[${i}]`;
      const protocols = protocolsOf(permission);
      if (protocols.length === 0) return [];
      const { parts, unread } = sourcesOf(permission, (id) => list(prefixList, { id }));
      const sources = unionAll(parts.map((part) => part.sources));
      if (isEmpty(sources) && !unread) return [];
      const ports = portsOf(permission, at);
      if (isUnread(ports)) return protocols.map((it) => opening(it, allPorts, [], { at, permission, unread: ports }));
      return protocols.map((it) => opening(it, ports, parts, { at, permission, ...(unread && { unread }) }));
    });
  },
});

/** Another group, or itself, that a group lets in. */
export interface GroupSource extends Pick<Opening, 'protocol' | 'ports' | 'at'> {
  readonly groups: readonly string[];
}

/** The groups that a group lets in, by entry and protocol; an entry whose ports cannot be read opens all of them. */
export const groupsIn = ({ IpPermissions = [] }: (typeof securityGroup)['config']): readonly GroupSource[] =>
  IpPermissions.flatMap((permission, i) => {
    const at = `IpPermissions[${i}]`;
    const groups = (permission.UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []);
    const ports = portsOf(permission, at);
    return groups.length === 0
      ? []
      : protocolsOf(permission).map((protocol) => ({
          protocol,
          ports: isUnread(ports) ? allPorts : ports,
          groups,
          at,
        }));
  });

/** How wide a source has to be to count as the internet: prefix lengths for IPv4 and for IPv6. */
export interface Width {
  readonly minPrefix: number;
  readonly minPrefixV6: number;
}

/** Whether the globally reachable part of a set is so wide that it stands for the internet. */
export function isInternet(sources: AddressSet, { minPrefix, minPrefixV6 }: Width): boolean {
  if (covers(sources, { v4: everyone.v4, v6: [] }) || covers(sources, { v4: [], v6: everyone.v6 })) return true;
  const open = publicPart(sources);
  return countV4(open) >= 2 ** (32 - minPrefix) || (widestV6Prefix(open) ?? 128) < minPrefixV6;
}

/** A port that the internet reaches, and the openings that together let it in. */
export interface OpenPort {
  readonly protocol: Opening['protocol'];
  readonly port: number;
  readonly through: readonly GroupOpening[];
}

/** Which of the ports the internet reaches, and why one of the others may be open too. */
export function openPorts(
  openings: readonly GroupOpening[] | Unknown,
  ports: readonly number[],
  width: Width,
): { readonly open: readonly OpenPort[]; readonly unread?: Unknown } {
  if (isUnread(openings)) return { open: [], unread: openings };
  const asked = (['tcp', 'udp'] as const).flatMap((protocol) => ports.map((port) => ({ protocol, port })));
  const seen = asked.map(({ protocol, port }) => {
    const through = openings.filter((it) => it.protocol === protocol && holds(it.ports, port));
    const open = isInternet(unionAll(through.map(({ sources }) => sources)), width);
    return { protocol, port, through, open };
  });
  const unread = seen.filter(({ open }) => !open).flatMap(({ through }) => through.flatMap((it) => it.unread ?? []))[0];
  return { open: seen.filter(({ open }) => open), ...(unread && { unread }) };
}

/** The rules that let the internet in, each once. */
export function evidenceOf(open: readonly OpenPort[]): readonly Evidence[] {
  const rules = new Map(open.flatMap(({ through }) => through.map(({ at, actual }) => [at, { at, actual }])));
  return [...rules.values()];
}

/** The ports in words: `TCP 22, 2379-2380`, and UDP behind a semicolon. */
export function namePorts(open: readonly OpenPort[]): string {
  const of = (protocol: Opening['protocol']): string =>
    format(
      open
        .filter((it) => it.protocol === protocol)
        .reduce<Ports>((all, { port }) => union(all, portRange(port, port) ?? []), []),
    );
  const [tcp, udp] = [of('tcp'), of('udp')];
  if (tcp === udp) return `TCP and UDP ${tcp}`;
  return [tcp && `TCP ${tcp}`, udp && `UDP ${udp}`].filter((text) => text !== '').join('; ');
}

/** The addresses that a prefix list stands for. */
export function sourcesOfList(id: string, { items, unread }: Entries): Source | Unknown {
  const [found] = items;
  if (!found) return unread ?? unknown('not-found', `The prefix list ${id} could not be found.`);
  const sets = found.config.Entries.map(({ Cidr = '' }) => parseAddresses(Cidr));
  return sets.includes(undefined)
    ? unknown('malformed', `The prefix list ${id} holds an entry that is no CIDR.`)
    : { text: id, sources: unionAll(sets.map((set) => set ?? nobody)) };
}

type Permission = Wire<IpPermission>;

const tcpName = /^(?:tcp|6)$/i;
const udpName = /^(?:udp|17)$/i;
const nameWithoutPorts = /^(?:icmp|icmpv6|\d{1,3})$/i;

function protocolsOf({ IpProtocol = '' }: Permission): readonly Opening['protocol'][] {
  if (tcpName.test(IpProtocol)) return ['tcp'];
  if (udpName.test(IpProtocol)) return ['udp'];
  return nameWithoutPorts.test(IpProtocol) ? [] : ['tcp', 'udp'];
}

function portsOf({ IpProtocol, FromPort, ToPort }: Permission, at: string): Ports | Unknown {
  if (IpProtocol === '-1') return allPorts;
  if (IpProtocol === undefined) return fieldMissing(`${at}.IpProtocol`);
  if (!tcpName.test(IpProtocol) && !udpName.test(IpProtocol))
    return unknown('malformed', `${at} has no protocol: ${IpProtocol}.`);
  if (FromPort === undefined) return fieldMissing(`${at}.FromPort`);
  if (ToPort === undefined) return fieldMissing(`${at}.ToPort`);
  return portRange(FromPort, ToPort) ?? unknown('malformed', `${at} has no range of ports: ${FromPort} to ${ToPort}.`);
}

type Entries = Listing<ResourceOf<typeof prefixList>>;

function sourcesOf(permission: Permission, entriesOf: (id: string) => Entries): Pick<GroupOpening, 'parts' | 'unread'> {
  const v4 = (permission.IpRanges ?? []).map(({ CidrIp = '' }) => addressesOf(CidrIp));
  const v6 = (permission.Ipv6Ranges ?? []).map(({ CidrIpv6 = '' }) => addressesOf(CidrIpv6));
  const lists = (permission.PrefixListIds ?? []).map(({ PrefixListId = '' }) =>
    sourcesOfList(PrefixListId, entriesOf(PrefixListId)),
  );
  const all = [...v4, ...v6, ...lists];
  const unread = all.find(isUnread);
  return { parts: all.flatMap((it) => (isUnread(it) ? [] : [it])), ...(unread && { unread }) };
}

function addressesOf(text: string): Source | Unknown {
  const sources = parseAddresses(text);
  return sources ? { text, sources } : unknown('malformed', `A source is no CIDR: ${text}.`);
}

function opening(
  protocol: Opening['protocol'],
  ports: Ports,
  parts: readonly Source[],
  { at, permission, unread }: { at: string; permission: Permission; unread?: Unknown },
): GroupOpening {
  const rule = `${permission.IpProtocol ?? ''} ${format(ports)}`;
  const sources = unionAll(parts.map((part) => part.sources));
  const seen = { words: [], at, actual: permission, permission };
  return { rule, protocol, ports, sources, parts, ...seen, ...(unread && { unread }) };
}
