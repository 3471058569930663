import { isEmpty, publicPart, unionAll, type AddressSet } from '#lib/addresses';
import * as ports from '#lib/ports';
import type { Ports } from '#lib/ports';
import { severities, type Evidence, type Opening, type Severity, type Unknown } from '#model';
import type { NsgReach } from './facts.ts';
import { isInternet, usualAdminPorts } from './opening-facts.ts';

/** More ports than these are no choice of ports. */
const widest = 1000;

/** A rule that lets somebody reach ports that nobody allowed. */
export interface Breach {
  readonly rule: string;
  /** The ports that are neither allowed nor administration ports. */
  readonly ports: Ports;
  /** It opens more ports than anybody chooses. */
  readonly wide: boolean;
  readonly to: 'internet' | 'azure';
  /** The rules without which its own sources would be too few. */
  readonly together: readonly string[];
  /** To nodes with a public way in, to nodes, to nodes that the other group shields, or not known. */
  readonly way: 'exposed' | 'open' | 'latent' | Unknown;
  readonly seen: Evidence;
}

/** What is asked: the ports that may be public, and above how many public addresses sources count as the internet. */
export interface Allowed {
  readonly allowedPublicPorts: readonly number[];
  readonly maxPublicAddresses: number;
}

/** The ports that a rule may keep open: those that are allowed, and those that have a rule of their own. */
export const keptPorts = ({ allowedPublicPorts }: Allowed): Ports =>
  [...allowedPublicPorts, ...usualAdminPorts]
    .map((port) => ports.portRange(port, port) ?? ports.noPorts)
    .reduce(ports.union, ports.noPorts);

/** Whether a rule by itself opens ports that nobody allowed, whatever else is on the path. */
export const opensMore = ({ openings }: NsgReach, asked: Allowed): boolean => reached(openings, asked).size > 0;

/** Each rule that opens ports towards nodes that nobody allowed, at its worst. */
export function breaches(reach: NsgReach, asked: Allowed): readonly Breach[] {
  const exposed = reached(
    reach.holes.filter((it) => it.exposed === true),
    asked,
  );
  const open = reached(reach.holes, asked);
  const latent = reached(reach.latent, asked);
  const maybe = reached([...reach.holes, ...reach.unsure.map(({ opening }) => opening)], asked);
  return [...reached(reach.openings, asked).keys()].flatMap((rule) => {
    const seen = (hits: Hits, way: Breach['way']): readonly Breach[] =>
      [hits.get(rule)].flatMap((hit) => (hit ? { rule, ...hit, way } : []));
    const toNodes = [...seen(exposed, 'exposed'), ...seen(open, 'open')];
    const worst = toNodes.find(({ to }) => to === 'internet') ?? toNodes[0];
    if (worst) return [worst];
    const [shielded] = seen(latent, 'latent');
    const why = reach.unsure[0]?.why;
    return [...(shielded ? [shielded] : []), ...(why ? seen(maybe, why) : [])];
  });
}

/** `The rule web opens port 8080 of nodes to the internet.` and the like. */
export function told({ rule, ports: open, wide, to, together, way }: Known): string {
  const what = wide
    ? `${ports.size(open)} ports`
    : `${ports.size(open) === 1 ? 'port' : 'ports'} ${ports.format(open)}`;
  const others = together.length === 0 ? '' : ` together with ${together.join(', ')}`;
  const whom = `${to === 'internet' ? 'the internet' : 'every Azure customer'}${others}`;
  if (way === 'latent')
    return `The rule ${rule} opens ${what} to ${whom}; only the other security group on the path blocks it.`;
  return `The rule ${rule} opens ${what} of nodes${way === 'exposed' ? ' that have a public way in' : ''} to ${whom}.`;
}

/**
 * How grave the gravest of some breaches is: ports that nobody chose are critical on nodes with a public way in, else
 * high, and chosen ones are medium; to Azure alone it is one level less; what another group blocks is low.
 */
export const gravest = (breached: readonly Known[]): Severity =>
  severities[Math.min(...breached.map(levelOf))] ?? 'low';

function levelOf({ way, wide, to }: Known): number {
  if (way === 'latent') return 3;
  const unchosen = way === 'exposed' ? 0 : 1;
  return (wide ? unchosen : 2) + (to === 'azure' ? 1 : 0);
}

type Known = Breach & { readonly way: 'exposed' | 'open' | 'latent' };

type Hits = ReadonlyMap<string, Omit<Breach, 'rule' | 'way'>>;

/** What each rule opens: alone, or with the other rules of which none is enough alone. */
function reached(openings: readonly Opening[], asked: Allowed): Hits {
  const kept = keptPorts(asked);
  const pieces = (['tcp', 'udp'] as const).flatMap((protocol) => {
    const own = openings.filter((it) => it.protocol === protocol);
    return piecesOf(own).map((piece) => ({ piece, ...whoReaches(own, piece, asked.maxPublicAddresses) }));
  });
  const hits = [...Map.groupBy(openings, ({ rule }) => rule)].flatMap(([rule, [first]]) => {
    const mine = pieces.filter(({ alone, few }) => alone.includes(rule) || few.includes(rule));
    const isPublic = ports.subtract(portsOf(mine), kept).length > 0;
    const all = portsOf(isPublic ? mine : pieces.filter(({ azure }) => azure.includes(rule)));
    const open = ports.subtract(all, kept);
    if (open.length === 0 || !first) return [];
    const meant = isPublic ? mine.filter(({ piece }) => ports.subtract(piece, kept).length > 0) : [];
    const others = new Set(meant.flatMap(({ few }) => (few.includes(rule) ? few : [])));
    others.delete(rule);
    const hit = {
      ports: open,
      wide: ports.size(all) > widest,
      to: isPublic ? ('internet' as const) : ('azure' as const),
      together: [...others],
      seen: { at: first.at, actual: first.actual },
    };
    return [[rule, hit] as const];
  });
  return new Map(hits);
}

const portsOf = (pieces: readonly { readonly piece: Ports }[]): Ports =>
  pieces.map(({ piece }) => piece).reduce(ports.union, ports.noPorts);

/** The ports cut so that each piece is wholly in an opening or wholly out of it. */
function piecesOf(openings: readonly Opening[]): readonly Ports[] {
  const cuts = new Set(openings.flatMap((it) => it.ports.flatMap(({ from, end }) => [from, end])));
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((end, i): Ports => [{ from: sorted[i] ?? end, end }]);
}

/** The rules through which the internet reaches a piece, alone or together, and those through which all of Azure does. */
function whoReaches(openings: readonly Opening[], piece: Ports, most: number) {
  const through = openings.filter((it) => ports.intersect(it.ports, piece).length > 0);
  const byRule = [...Map.groupBy(through, ({ rule }) => rule)].map(([rule, own]) => ({
    rule,
    sources: sourcesOf(own),
  }));
  const alone = byRule.filter(({ sources }) => isInternet(sources, most)).map(({ rule }) => rule);
  const rest = byRule.filter(({ rule, sources }) => !alone.includes(rule) && !isEmpty(sources));
  const enough = isInternet(unionAll(rest.map(({ sources }) => sources)), most);
  const azure = through.filter(({ words }) => words.length > 0).map(({ rule }) => rule);
  return { alone, few: enough ? rest.map(({ rule }) => rule) : [], azure };
}

const sourcesOf = (openings: readonly Opening[]): AddressSet =>
  publicPart(unionAll(openings.map(({ sources }) => sources)));
