import { countPublic, isEmpty, isWholeInternet, publicPart, unionAll, type AddressSet } from '#lib/addresses';
import { holds } from '#lib/ports';
import type { Opening, Unknown } from '#model';
import type { NsgReach } from './facts.ts';

/** The ports of SSH, RDP, WinRM, the kubelet, etcd and the API server. */
export const usualAdminPorts = [22, 3389, 5985, 5986, 10_250, 10_255, 2379, 2380, 6443];

/** A rule that opens ports that were asked for, and how far. */
export interface OpenRule {
  readonly rule: string;
  readonly ports: readonly number[];
  readonly to: 'internet' | 'azure';
  /** The rules without which its own sources would be too few. */
  readonly together: readonly string[];
  /** To nodes with a public way in, to nodes, to nodes that the other group shields, or not known. */
  readonly way: 'exposed' | 'open' | 'latent' | Unknown;
  readonly at: string;
  readonly actual: unknown;
}

/** What is asked: the ports, and above how many public addresses sources count as the internet. */
export interface Asked {
  readonly adminPorts: readonly number[];
  readonly maxPublicAddresses: number;
}

/** The rules that open the ports, alone or with others, whatever else is on the path. */
export const rulesThatOpen = ({ openings }: NsgReach, asked: Asked): readonly string[] => [
  ...reached(openings, asked).keys(),
];

/** Each rule that opens the ports towards nodes, at its worst; and once more where part of the path was not read. */
export function openRules(reach: NsgReach, asked: Asked): readonly OpenRule[] {
  const [exposed, open, latent, maybe] = [
    reach.holes.filter((it) => it.exposed === true),
    reach.holes,
    reach.latent,
    [...reach.holes, ...reach.unsure.map(({ opening }) => opening)],
  ].map((openings) => reached(openings, asked));
  return rulesThatOpen(reach, asked).flatMap((rule): OpenRule[] => {
    const seen = (hits: Hits | undefined, way: OpenRule['way']): OpenRule[] => {
      const hit = hits?.get(rule);
      return hit ? [{ rule, ...hit, way }] : [];
    };
    const [first, second] = [seen(exposed, 'exposed'), seen(open, 'open')];
    const worst = [...first, ...second].find(({ to }) => to === 'internet') ?? first[0] ?? second[0];
    if (worst) return [worst];
    const { why } = reach.unsure.find(({ opening }) => opening.rule === rule) ?? reach.unsure[0] ?? {};
    return [...seen(latent, 'latent'), ...(why ? seen(maybe, why) : [])];
  });
}

/** `ports 22, 3389 of nodes to the internet` and the like. */
export function openedTo(
  { ports, to, together }: Pick<OpenRule, 'ports' | 'to' | 'together'>,
  way: 'exposed' | 'open' | 'latent',
): string {
  const what = `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`;
  const whom = `${to === 'internet' ? 'the internet' : 'every Azure customer'}${besides(together)}`;
  if (way === 'latent') return `${what} to ${whom}; only the other security group on the path blocks it`;
  return `${what} of nodes${way === 'exposed' ? ' that have a public way in' : ''} to ${whom}`;
}

const besides = (rules: readonly string[]): string =>
  rules.length === 0 ? '' : ` together with the ${rules.length === 1 ? 'rule' : 'rules'} ${rules.join(', ')}`;

type Hits = ReadonlyMap<string, Omit<OpenRule, 'rule' | 'way'>>;

/** What each rule opens: alone, or with the other rules of which none is enough alone. */
function reached(openings: readonly Opening[], { adminPorts, maxPublicAddresses }: Asked): Hits {
  const byRule = Map.groupBy(openings, ({ rule }) => rule);
  const reach = adminPorts.map((port) => {
    const sources = new Map([...byRule].map(([rule, own]) => [rule, sourcesAt(own, port)]));
    const alone = [...sources].filter(([, own]) => isInternet(own, maxPublicAddresses)).map(([rule]) => rule);
    const few = [...sources].filter(([rule, own]) => !alone.includes(rule) && !isEmpty(own));
    const enough = isInternet(unionAll(few.map(([, own]) => own)), maxPublicAddresses);
    return { port, alone, few: enough ? few.map(([rule]) => rule) : [] };
  });
  const hits = [...byRule].flatMap(([rule, own]) => {
    const internet = reach.filter(({ alone, few }) => alone.includes(rule) || few.includes(rule));
    const azure = adminPorts.filter((port) => own.some((it) => holds(it.ports, port) && it.words.length > 0));
    const together = new Set(internet.flatMap(({ few }) => (few.includes(rule) ? few : [])));
    together.delete(rule);
    const ports = internet.length > 0 ? internet.map(({ port }) => port) : azure;
    const to = internet.length > 0 ? ('internet' as const) : ('azure' as const);
    const { at = '', actual } = own[0] ?? {};
    return ports.length > 0 ? [[rule, { ports, to, together: [...together], at, actual }] as const] : [];
  });
  return new Map(hits);
}

const sourcesAt = (openings: readonly Opening[], port: number): AddressSet =>
  publicPart(unionAll(openings.filter((it) => holds(it.ports, port)).map(({ sources }) => sources)));

/** Whether public sources are the internet: all of it, or more than this many addresses. */
export const isInternet = (sources: AddressSet, most: number): boolean =>
  isWholeInternet(sources) || countPublic(sources) > most;
