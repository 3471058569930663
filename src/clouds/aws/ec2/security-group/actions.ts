import type { IpPermission } from '@aws-sdk/client-ec2';
import { unionAll } from '#lib/addresses';
import { portRange, size, subtract, union, type Ports } from '#lib/ports';
import { defineAction, wire, type Action, type ActionType, type CannotPlan, type ResourceOf, type Wire } from '#model';
import { cannotPlan, isUnread, type Unknown } from '#rule';
import { canonicalCidr } from '../../canonical-cidr.ts';
import { isInternet, openPorts, type GroupOpening, type Width } from './facts.ts';
import { everyPort } from './precedence-facts.ts';
import { securityGroup } from './resource.ts';

type Permission = Wire<IpPermission>;
type Group = ResourceOf<typeof securityGroup>;

/**
 * Takes sources out of a group's rules. The call names protocol, ports and sources as they stand.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
 */
export const revokeIngress = defineAction({
  name: 'ec2.revoke-ingress',
  on: securityGroup,
  kind: 'delta',
  permissions: ['ec2:RevokeSecurityGroupIngress'],
  writes: ['IpPermissions'],
  request: wire<{ IpPermissions: IpPermission[] }>(),
  simulate: (group, { IpPermissions }) => [
    { put: withRules(group, IpPermissions.map(canonical).reduce(without, rulesOf(group))) },
  ],
  undo: (before, { IpPermissions }) => {
    const given = IpPermissions.map(canonical).flatMap((entry) => standing(rulesOf(before), entry));
    return given.length === 0 ? [] : [authorizeIngress(before, { IpPermissions: given })];
  },
  undoneBy: () => [authorizeIngress],
});

/**
 * Adds sources to a group's rules; an entry of the same protocol and ports takes them up.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 */
export const authorizeIngress = defineAction({
  name: 'ec2.authorize-ingress',
  on: securityGroup,
  kind: 'delta',
  permissions: ['ec2:AuthorizeSecurityGroupIngress'],
  writes: ['IpPermissions'],
  request: wire<{ IpPermissions: IpPermission[] }>(),
  simulate: (group, { IpPermissions }) => [
    { put: withRules(group, IpPermissions.map(canonical).reduce(joined, rulesOf(group))) },
  ],
  undo: revokedAgain,
  undoneBy: revoking,
});

function revoking(): readonly ActionType[] {
  return [revokeIngress];
}

function revokedAgain(
  before: Group,
  { IpPermissions }: { readonly IpPermissions: readonly Permission[] },
): readonly Action[] {
  const added = IpPermissions.map(canonical).flatMap((entry) => missingFrom(rulesOf(before), entry));
  return added.length === 0 ? [] : [revokeIngress(before, { IpPermissions: added })];
}

/**
 * Takes the internet out of every rule that covers one of the open ports, and gives the rest of a wide range back
 * before that, so that nothing else is cut off on the way.
 */
export function closePorts(
  group: Group,
  openings: readonly GroupOpening[] | Unknown,
  ports: readonly number[],
  width: Width,
): readonly Action[] | CannotPlan {
  if (isUnread(openings)) return cannotPlan(`its rules could not be read: ${openings.message}`);
  const { open } = openPorts(openings, ports, width);
  const through = new Set(open.flatMap((port) => port.through));
  const wide = [...through].map((it) => narrowed(it, (source) => isInternet(source.sources, width)));
  const closing = wide.filter(({ parts }) => parts.length > 0);
  if (closing.some(({ permission }) => permission.IpProtocol === '-1'))
    return cannotPlan('a rule for all protocols cannot be split: say which of them have to stay open');
  const left = openings.map((it) => narrowed(it, (source) => !isInternet(source.sources, width)));
  const after = openPorts(left, ports, width);
  if (after.unread) return cannotPlan(`not every source could be read: ${after.unread.message}`);
  if (after.open.length > 0)
    return cannotPlan('only together are the sources as wide as the internet: say which of them may stay');
  const kept = closing.flatMap((it) => restOf(it, ports)).flatMap((entry) => missingFrom(rulesOf(group), entry));
  const revoke = revokeIngress(group, { IpPermissions: closing.map(entryOf) });
  return kept.length === 0 ? [revoke] : [authorizeIngress(group, { IpPermissions: kept }), revoke];
}

/**
 * Takes the internet out of as many rules as are needed, those with the most ports first, until some port is closed;
 * nothing is given back.
 */
export function closeEveryPort(
  group: Group,
  openings: readonly GroupOpening[] | Unknown,
  width: Width,
): readonly Action[] | CannotPlan {
  const every = everyPort(openings, width);
  if (!every || isUnread(every) || isUnread(openings)) return cannotPlan('its rules could not be read');
  const wide = every.through
    .map((it) => narrowed(it, (source) => isInternet(source.sources, width)))
    .filter(({ parts }) => parts.length > 0)
    .sort((a, b) => size(b.ports) - size(a.ports));
  let left = openings;
  const closing = new Map<string, GroupOpening>();
  for (const it of wide) {
    if (everyPort(left, width) === undefined) break;
    closing.set(it.at, it);
    left = left.map((one) => (one.at === it.at ? narrowed(one, (source) => !isInternet(source.sources, width)) : one));
  }
  const after = everyPort(left, width);
  if (isUnread(after)) return cannotPlan(`not every source could be read: ${after.message}`);
  if (after) return cannotPlan('only together are the sources as wide as the internet: say which of them may stay');
  return [revokeIngress(group, { IpPermissions: [...closing.values()].map(entryOf) })];
}

/** Takes the sources of openings out of the rules in which they stand. */
export const revokeSources = (group: Group, openings: readonly GroupOpening[]): Action =>
  revokeIngress(group, { IpPermissions: [...new Map(openings.map((it) => [it.at, entryOf(it)])).values()] });

function narrowed(opening: GroupOpening, stays: (source: GroupOpening['parts'][number]) => boolean): GroupOpening {
  const parts = opening.parts.filter(stays);
  return { ...opening, parts, sources: unionAll(parts.map(({ sources }) => sources)) };
}

function entryOf({ permission, parts }: GroupOpening): Permission {
  const named = new Set(parts.map(({ text }) => text));
  return only(permission, (text) => named.has(text));
}

function restOf(opening: GroupOpening, ports: readonly number[]): readonly Permission[] {
  const closed = ports.reduce<Ports>((all, port) => union(all, portRange(port, port) ?? []), []);
  const entry = entryOf(opening);
  return subtract(opening.ports, closed).map(({ from, end }) => ({ ...entry, FromPort: from, ToPort: end - 1 }));
}

function missingFrom(rules: readonly Permission[], entry: Permission): readonly Permission[] {
  const there = new Set(rules.filter((it) => sameRange(it, entry)).flatMap(textsOf));
  const missing = only(entry, (text) => !there.has(text));
  return textsOf(missing).length === 0 ? [] : [missing];
}

/** The sources of an entry that stand in rules, with what is said of them there. */
function standing(rules: readonly Permission[], entry: Permission): readonly Permission[] {
  const asked = new Set(textsOf(entry));
  const found = rules.filter((it) => sameRange(it, entry)).map((it) => only(it, (text) => asked.has(text)));
  return found.filter((it) => textsOf(it).length > 0);
}

/** The entry with its address sources that stay; the groups among its sources are never touched. */
function only({ IpProtocol, FromPort, ToPort, ...from }: Permission, stays: (text: string) => boolean): Permission {
  const IpRanges = (from.IpRanges ?? []).filter(({ CidrIp = '' }) => stays(CidrIp));
  const Ipv6Ranges = (from.Ipv6Ranges ?? []).filter(({ CidrIpv6 = '' }) => stays(CidrIpv6));
  const PrefixListIds = (from.PrefixListIds ?? []).filter(({ PrefixListId = '' }) => stays(PrefixListId));
  return { IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges, PrefixListIds };
}

const textsOf = ({ IpRanges = [], Ipv6Ranges = [], PrefixListIds = [] }: Permission): readonly string[] => [
  ...IpRanges.flatMap(({ CidrIp }) => CidrIp ?? []),
  ...Ipv6Ranges.flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
  ...PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
];

const sameRange = (a: Permission, b: Permission): boolean =>
  a.IpProtocol === b.IpProtocol && a.FromPort === b.FromPort && a.ToPort === b.ToPort;

const rulesOf = ({ config }: Group): readonly Permission[] => config.IpPermissions ?? [];

const withRules = (group: Group, IpPermissions: readonly Permission[]): Group => ({
  ...group,
  config: { ...group.config, IpPermissions },
});

/** The entry as the service stores it. */
const canonical = ({ IpRanges = [], Ipv6Ranges = [], ...entry }: Permission): Permission => ({
  ...entry,
  IpRanges: IpRanges.map((it) => ({ ...it, CidrIp: canonicalCidr(it.CidrIp ?? '') })),
  Ipv6Ranges: Ipv6Ranges.map((it) => ({ ...it, CidrIpv6: canonicalCidr(it.CidrIpv6 ?? '') })),
});

function without(rules: readonly Permission[], revoked: Permission): readonly Permission[] {
  const gone = new Set(textsOf(revoked));
  return rules.flatMap((rule) => {
    if (!sameRange(rule, revoked)) return [rule];
    const left = { ...rule, ...only(rule, (text) => !gone.has(text)) };
    return textsOf(left).length + (left.UserIdGroupPairs ?? []).length === 0 ? [] : [left];
  });
}

function joined(rules: readonly Permission[], added: Permission): readonly Permission[] {
  if (!rules.some((rule) => sameRange(rule, added)))
    return [...rules, { UserIdGroupPairs: [], PrefixListIds: [], ...added }];
  return rules.map((rule) => {
    if (!sameRange(rule, added)) return rule;
    const fresh = missingFrom([rule], added)[0];
    return {
      ...rule,
      IpRanges: [...(rule.IpRanges ?? []), ...(fresh?.IpRanges ?? [])],
      Ipv6Ranges: [...(rule.Ipv6Ranges ?? []), ...(fresh?.Ipv6Ranges ?? [])],
      PrefixListIds: [...(rule.PrefixListIds ?? []), ...(fresh?.PrefixListIds ?? [])],
    };
  });
}
