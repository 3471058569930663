import type { NetworkAclEntry } from '@aws-sdk/client-ec2';
import { nobody, parseAddresses, subtract, union, type AddressSet } from '#lib/addresses';
import { defineFact, type ResourceOf, type Wire } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { stands } from '../instance/facts.ts';
import { clustersOf, instance } from '../instance/resource.ts';
import { groupIngress, isInternet, openPorts, type GroupOpening, type Width } from '../security-group/facts.ts';
import { securityGroup } from '../security-group/resource.ts';
import { isCutOff, subnetRoutes, type SubnetRoutes } from '../subnet/facts.ts';
import { subnet } from '../subnet/resource.ts';
import { networkAcl } from './resource.ts';

/** A subnet with cluster nodes that a network ACL is about: what leads to it, and what groups of its nodes let in. */
export interface GuardedSubnet {
  readonly id: string;
  readonly routes: SubnetRoutes | Unknown;
  readonly openings: readonly (readonly GroupOpening[] | Unknown)[];
}

/** The subnets with nodes of clusters, or of a node group, that have a network ACL. */
export const guardedSubnets = defineFact({
  name: 'ec2.guarded-subnets',
  of: networkAcl,
  uses: [instance, eksNodegroup, subnet, subnetRoutes, securityGroup, groupIngress],
  work({ config: { Associations } }, { list, fact }): readonly GuardedSubnet[] | Unknown {
    if (Associations === undefined) return fieldMissing('Associations');
    const named = list(eksNodegroup).items.flatMap(({ config }) => config.subnets ?? []);
    return Associations.flatMap(({ SubnetId: id = '' }): GuardedSubnet[] => {
      const instances = list(instance, { subnet: id });
      const nodes = instances.items.filter((it) => stands(it) && clustersOf(it.config.Tags).length > 0);
      if (nodes.length === 0 && !named.includes(id)) return [];
      const { items, unread } = list(subnet, { id });
      const [own] = items;
      const missing = unread ?? unknown('not-found', `The subnet ${id} could not be found.`);
      const groups = new Set(
        nodes.flatMap((it) => it.config.SecurityGroups?.flatMap(({ GroupId }) => GroupId ?? []) ?? []),
      );
      const openings = [...groups].flatMap((group) => {
        const found = list(securityGroup, { id: group });
        return found.items.length > 0 ? found.items.map((it) => fact(groupIngress, it)) : (found.unread ?? []);
      });
      if (instances.unread) openings.push(instances.unread);
      return [{ id, routes: own ? (isCutOff(own) ? nowhere : fact(subnetRoutes, own)) : missing, openings }];
    });
  },
});

const nowhere: SubnetRoutes = { v4: false, v6: false };

/** What an ACL lets the internet reach in one of its subnets, and what may be reached besides. */
export interface OpenSubnet {
  readonly ports: readonly number[];
  readonly through: readonly Evidence[];
  readonly unsure?: Unknown;
  /** Whether groups of nodes in it let the internet reach one of the ports, too. */
  readonly behind: boolean | Unknown;
}

/** Which of the ports the internet reaches in which subnets; none for those to which no internet gateway leads. */
export function openSubnets(
  acl: ResourceOf<typeof networkAcl>,
  subnets: readonly GuardedSubnet[],
  ports: readonly number[],
  width: Width,
): readonly OpenSubnet[] {
  const lets = ports.flatMap((port) => (['tcp', 'udp'] as const).map((it) => ({ port, by: admitted(acl, it, port) })));
  const unread = lets.map(({ by }) => by).find(isUnread);
  return subnets.flatMap(({ routes, openings }): readonly OpenSubnet[] => {
    const leads = isUnread(routes) ? { v4: routes, v6: routes } : routes;
    if (leads.v4 === false && leads.v6 === false) return [];
    const open = (is: (way: SubnetRoutes['v4']) => boolean) =>
      lets.flatMap(({ port, by }) => {
        if (isUnread(by)) return [];
        const from = { v4: is(leads.v4) ? by.from.v4 : [], v6: is(leads.v6) ? by.from.v6 : [] };
        return isInternet(from, width) ? { port, through: by.through } : [];
      });
    const surely = open((way) => way === true);
    const perhaps = open((way) => way !== false).length > surely.length ? [leads.v4, leads.v6].find(isUnread) : unread;
    const groups = openings.map((one) => openPorts(one, ports, width));
    const behind = groups.some((one) => one.open.length > 0) || groups.find((one) => one.unread)?.unread;
    return [
      {
        ports: [...new Set(surely.map(({ port }) => port))],
        through: surely.flatMap(({ through }) => through),
        ...(perhaps && { unsure: perhaps }),
        behind: behind ?? false,
      },
    ];
  });
}

/** From where packets of a protocol come in on a port, and the entries that let them. */
interface Admitted {
  readonly from: AddressSet;
  readonly through: readonly Evidence[];
}

/**
 * From where an ACL lets packets in: entries count by their numbers, and the first one that fits an address decides.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
function admitted(
  { config }: ResourceOf<typeof networkAcl>,
  protocol: 'tcp' | 'udp',
  port: number,
): Admitted | Unknown {
  if (config.Entries === undefined) return fieldMissing('Entries');
  const own = config.Entries.map((entry, i) => ({ entry, at: `Entries[${i}]` }));
  let [from, decided, through]: [AddressSet, AddressSet, readonly Evidence[]] = [nobody, nobody, []];
  for (const { entry, at } of own.toSorted((a, b) => (a.entry.RuleNumber ?? 0) - (b.entry.RuleNumber ?? 0))) {
    const meets = meetsPort(entry, at, protocol, port);
    if (isUnread(meets)) return meets;
    if (!meets) continue;
    const sources = parseAddresses(entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '');
    if (!sources) return unknown('malformed', `${at} names no network.`);
    const fresh = subtract(sources, decided);
    decided = union(decided, sources);
    if (entry.RuleAction !== 'allow') continue;
    from = union(from, fresh);
    through = [...through, { at, actual: entry }];
  }
  return { from, through };
}

const numbers = { tcp: '6', udp: '17' } as const;

function meetsPort(
  { Egress, Protocol, PortRange, RuleAction, RuleNumber }: Wire<NetworkAclEntry>,
  at: string,
  protocol: keyof typeof numbers,
  port: number,
): boolean | Unknown {
  if (Egress === undefined) return fieldMissing(`${at}.Egress`);
  if (Egress) return false;
  if (Protocol === undefined) return fieldMissing(`${at}.Protocol`);
  if (RuleAction === undefined) return fieldMissing(`${at}.RuleAction`);
  if (RuleNumber === undefined) return fieldMissing(`${at}.RuleNumber`);
  if (Protocol !== '-1' && Protocol !== numbers[protocol]) return false;
  const { From = 0, To = 65_535 } = PortRange ?? {};
  return Protocol === '-1' || (From <= port && port <= To);
}
