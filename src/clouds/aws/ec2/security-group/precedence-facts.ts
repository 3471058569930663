import { everyone, unionAll } from '#lib/addresses';
import { allPorts, holds, portRange, subtract } from '#lib/ports';
import { defineFact } from '#model';
import { isUnread, notApplicable, type Evidence, type NotApplicable, type Unknown } from '#rule';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { isInternet, openPorts, type GroupOpening, type OpenPort, type Width } from './facts.ts';
import { securityGroup } from './resource.ts';
import type { GroupUse } from './use-facts.ts';

// One finding for a group, of the first rule that speaks about it: every port, the login of a node group, admin ports.

/** Whether EKS made the group to let people log in to the nodes of a node group. */
export const isLoginGroup = defineFact({
  name: 'ec2.is-login-group',
  of: securityGroup,
  uses: [eksNodegroup],
  work({ config: { GroupId } }, { list }): boolean | Unknown {
    const { items, unread } = list(eksNodegroup);
    return items.some(({ config }) => config.resources?.remoteAccessSecurityGroup === GroupId) || (unread ?? false);
  },
});

/** The ports on which EKS lets people log in: SSH, and RDP of Windows nodes. */
export const loginPorts: readonly number[] = [22, 3389];

/** The openings that together let the internet reach every port of a protocol. */
export interface EveryPort {
  readonly words: 'every port' | 'every TCP port' | 'every UDP port';
  readonly through: readonly GroupOpening[];
}

/** Whether the internet reaches ports 1 to 65535 of a protocol; port 0 alone is not reachable in practice. */
export function everyPort(openings: readonly GroupOpening[] | Unknown, width: Width): EveryPort | undefined | Unknown {
  if (isUnread(openings)) return openings;
  const [tcp, udp] = (['tcp', 'udp'] as const).map((protocol) => {
    const own = openings.filter((it) => it.protocol === protocol);
    return { own, is: isAllOpen(own, width), perhaps: isAllOpen(own.map(atWorst), width) };
  });
  const open = [tcp, udp].flatMap((it) => (it?.is === true ? [it.own] : []));
  if (open.length > 0) {
    const words = open.length === 2 ? 'every port' : tcp?.is === true ? 'every TCP port' : 'every UDP port';
    return { words, through: open.flat() };
  }
  const perhaps = [tcp, udp].find((it) => it?.perhaps === true)?.own;
  return perhaps?.find(({ unread }) => unread)?.unread;
}

/** Rules of a group, each once. */
export function rulesAt(rules: readonly { readonly at: string; readonly actual: unknown }[]): readonly Evidence[] {
  return [...new Map(rules.map(({ at, actual }) => [at, { at, actual }])).values()];
}

/** The admin ports that are open and that no rule with precedence speaks about. */
export function openHere(
  openings: readonly GroupOpening[] | Unknown,
  login: boolean | Unknown,
  { adminPorts, ...width }: Width & { readonly adminPorts: readonly number[] },
): readonly OpenPort[] | Unknown | NotApplicable {
  const every = everyPort(openings, width);
  if (every && !isUnread(every)) return notApplicable('every port is open: sg-ingress-all-ports-open speaks about it');
  const { open, unread } = openPorts(openings, adminPorts, width);
  if (open.length === 0 || login === false) return open.length === 0 ? (unread ?? open) : open;
  const others = open.filter(({ port }) => !loginPorts.includes(port));
  if (others.length > 0) return others;
  return isUnread(login) ? login : notApplicable('eks-nodegroup-ssh-open speaks about the login to its nodes');
}

/** What stands behind a group: something with a public address, something without, or nothing. */
export function behind(use: GroupUse, scope: 'cluster' | 'all'): 'public' | 'private' | 'nothing' | Unknown {
  if (isUnread(use.by) && scope === 'cluster') return use.by;
  if (use.by === 'nobody') return 'nothing';
  if (isUnread(use.exposed)) return use.exposed;
  return use.exposed ? 'public' : 'private';
}

/** What is said of an open group, and how grave it is, by what stands behind it. */
export const openBefore = {
  public: { says: '', grade: undefined },
  private: { says: '; nothing that uses the group has a public address', grade: 'high' },
  nothing: { says: '; nothing uses the group', grade: 'low' },
} as const;

/** As wide as an opening may be, with the sources and ports that were not read. */
const atWorst = (it: GroupOpening): GroupOpening => (it.unread ? { ...it, sources: everyone } : it);

function isAllOpen(openings: readonly GroupOpening[], width: Width): boolean {
  const asked = subtract(allPorts, portRange(0, 0) ?? []);
  const bounds = [...asked, ...openings.flatMap(({ ports }) => ports)].map(({ from }) => from);
  const ends = openings.flatMap(({ ports }) => ports.map(({ end }) => end));
  // Between two bounds all ports have the same sources: the first of each stretch stands for it.
  const first = [...new Set([...bounds, ...ends])].filter((port) =>
    asked.some((it) => it.from <= port && port < it.end),
  );
  return first.every((port) => {
    const through = openings.filter(({ ports }) => holds(ports, port));
    return isInternet(unionAll(through.map(({ sources }) => sources)), width);
  });
}
