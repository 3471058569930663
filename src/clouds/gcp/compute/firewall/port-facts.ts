import {
  countPublic,
  isWholeInternet,
  nobody,
  parseAddresses,
  publicPart,
  subtract as outside,
  unionAll,
} from '#lib/addresses';
import { format, holds, intersect, noPorts, subtract, union, type Ports } from '#lib/ports';
import type { Hole, Unknown } from '#model';
import type { FirewallOpening, Protocol } from './rule-facts.ts';

/** What is left open behind a rule. */
export type FirewallHole = FirewallOpening & Pick<Hole, 'exposed'>;

/** What may be open to the internet, and above how many public addresses a source counts as the internet. */
export interface Allowed {
  readonly allowedPublicPorts: readonly number[];
  readonly maxPublicAddresses: number;
  /** TCP ports that another rule of ours reports. */
  readonly reported: readonly number[];
}

/** What the internet reaches, in words. */
interface Open {
  readonly what: string;
  readonly everything: boolean;
}

/** What the internet reaches behind a rule: on public nodes where there are any, else on private ones. */
export interface Reached {
  readonly open?: Open & { readonly exposed: boolean };
  /** Why something may be open after all. */
  readonly maybe?: Unknown;
}

/** What a rule leaves open, and what it may. */
interface Behind {
  readonly holes: readonly FirewallHole[];
  readonly unsure: readonly { readonly opening: FirewallOpening; readonly why: Unknown }[];
}

const realPorts: Ports = [{ from: 1, end: 65_536 }];

/** The range that Services of type NodePort take their ports from. */
const nodePorts: Ports = [{ from: 30_000, end: 32_768 }];

/**
 * From where Google probes health and lets people in who proved who they are: public addresses that nobody else sends from.
 * Sources: https://cloud.google.com/load-balancing/docs/firewall-rules,
 * https://cloud.google.com/iap/docs/using-tcp-forwarding
 */
const probes = unionAll(
  [
    '35.191.0.0/16',
    '130.211.0.0/22',
    '209.85.152.0/22',
    '209.85.204.0/22',
    '35.235.240.0/20',
    '2600:2d00:1:b029::/64',
    '2600:2d00:1:1::/64',
    '2600:1901:8001::/48',
  ].map((range) => parseAddresses(range) ?? nobody),
);

/** Nothing listens on port 0. */
export const coversEveryPort = (ports: Ports): boolean => subtract(realPorts, ports).length === 0;

/** Whether more public addresses than `most` reach a port. */
export function isOpenAt(
  openings: readonly FirewallOpening[],
  protocol: Protocol,
  port: number,
  most: number,
): boolean {
  const here = openings.filter((it) => it.protocol === protocol && holds(it.ports, port));
  const sources = publicPart(unionAll(here.map((it) => it.sources)));
  return isWholeInternet(sources) || countPublic(outside(sources, probes)) > most;
}

/** What is open to the internet and not allowed to be; undefined where nothing is. */
export function openToInternet(openings: readonly FirewallOpening[], allowed: Allowed): Open | undefined {
  const open = (['tcp', 'udp', 'sctp'] as const).flatMap((protocol) => {
    const ports = openPortsOf(openings, protocol, allowed.maxPublicAddresses);
    if (coversEveryPort(ports)) return { protocol, every: true, ports };
    const reported = protocol === 'tcp' ? allowed.reported : [];
    const left = without(ports, [...allowed.allowedPublicPorts, ...reported]);
    return left.length > 0 ? { protocol, every: false, ports: left } : [];
  });
  if (open.length === 0) return undefined;
  const every = open.filter((it) => it.every);
  if (every.length === 3) return { what: 'every port', everything: true };
  const what = open.map(({ protocol, every: all, ports }) => words(protocol.toUpperCase(), all, ports)).join(', ');
  return { what, everything: every.length > 0 };
}

/** What is open behind a rule. */
export function reachedBehind({ holes, unsure }: Behind, allowed: Allowed): Reached {
  const exposed = openToInternet(
    holes.filter((hole) => hole.exposed === true),
    allowed,
  );
  if (exposed) return { open: { ...exposed, exposed: true } };
  const inside = openToInternet(holes, allowed);
  if (inside) return { open: { ...inside, exposed: false } };
  const maybe = unsure.find(({ opening }) => openToInternet([opening], allowed) !== undefined)?.why;
  return { ...(maybe && { maybe }) };
}

function openPortsOf(openings: readonly FirewallOpening[], protocol: Protocol, most: number): Ports {
  const here = openings.filter((it) => it.protocol === protocol);
  const cuts = [...new Set(here.flatMap((it) => it.ports.flatMap(({ from, end }) => [from, end])))].sort(
    (a, b) => a - b,
  );
  return cuts
    .flatMap((from, i) => ({ from, end: cuts[i + 1] ?? from }))
    .filter(({ from, end }) => from < end && isOpenAt(here, protocol, from, most))
    .reduce<Ports>((all, part) => union(all, [part]), noPorts);
}

const without = (ports: Ports, taken: readonly number[]): Ports =>
  taken.reduce((left, port) => subtract(left, [{ from: port, end: port + 1 }]), subtract(ports, [{ from: 0, end: 1 }]));

function words(protocol: string, all: boolean, ports: Ports): string {
  if (all) return `every ${protocol} port`;
  const forNodes = intersect(ports, nodePorts);
  const others = subtract(ports, nodePorts);
  const parts = [
    ...(others.length > 0 ? [`${protocol} ${format(others)}`] : []),
    ...(forNodes.length > 0 ? [`${protocol} node ports ${format(forNodes)}`] : []),
  ];
  return parts.join(', ');
}
