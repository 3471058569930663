import { countV4, countV6, isWholeInternet, publicPart, unionAll } from '#lib/addresses';
import { holds } from '#lib/ports';
import type { Opening, Unknown } from '#model';
import type { NsgReach } from './facts.ts';

/** A rule that opens ports that were asked for, and how far. */
export interface OpenRule {
  readonly rule: string;
  readonly ports: readonly number[];
  readonly to: 'internet' | 'azure';
  /** To nodes with a public way in, to nodes, to nodes that the other group shields, or not known. */
  readonly way: 'exposed' | 'open' | 'latent' | Unknown;
  readonly at: string;
  readonly actual: unknown;
}

/** What is asked: the ports, and above how many public addresses a source counts as the internet. */
export interface Asked {
  readonly adminPorts: readonly number[];
  readonly maxPublicAddresses: number;
}

/** The rules that open the ports by themselves, whatever else is on the path. */
export function rulesThatOpen({ openings }: NsgReach, asked: Asked): readonly string[] {
  const names = new Set(openings.map(({ rule }) => rule));
  return [...names].filter((rule) => reached(openings, rule, asked) !== undefined);
}

/** Each rule that opens the ports towards nodes, at its worst; and once more where part of the path was not read. */
export function openRules(reach: NsgReach, asked: Asked): readonly OpenRule[] {
  const exposed = reach.holes.filter((it) => it.exposed === true);
  return rulesThatOpen(reach, asked).flatMap((rule): OpenRule[] => {
    const seen = (openings: readonly Opening[], way: OpenRule['way']): OpenRule[] => {
      const hit = reached(openings, rule, asked);
      return hit ? [{ rule, ...hit, way }] : [];
    };
    const [first, second] = [seen(exposed, 'exposed'), seen(reach.holes, 'open')];
    const worst = [...first, ...second].find(({ to }) => to === 'internet') ?? first[0] ?? second[0];
    if (worst) return [worst];
    const unsure = reach.unsure.flatMap(({ opening, why }) => seen([opening], why)).slice(0, 1);
    return [...seen(reach.latent, 'latent'), ...unsure];
  });
}

/** `ports 22, 3389 of nodes to the internet` and the like. */
export function openedTo({ ports, to }: Pick<OpenRule, 'ports' | 'to'>, way: 'exposed' | 'open' | 'latent'): string {
  const what = `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`;
  const whom = to === 'internet' ? 'the internet' : 'every Azure customer';
  if (way === 'latent') return `${what} to ${whom}; only the other security group on the path blocks it`;
  return `${what} of nodes${way === 'exposed' ? ' that have a public way in' : ''} to ${whom}`;
}

function reached(openings: readonly Opening[], rule: string, { adminPorts, maxPublicAddresses }: Asked) {
  const own = openings.filter((it) => it.rule === rule);
  const [first] = own;
  if (!first) return undefined;
  const at = (port: number) => own.filter((it) => holds(it.ports, port));
  const internet = adminPorts.filter((port) => isInternet(at(port), maxPublicAddresses));
  const azure = adminPorts.filter((port) => at(port).some(({ words }) => words.length > 0));
  const said = { at: first.at, actual: first.actual };
  if (internet.length > 0) return { ports: internet, to: 'internet' as const, ...said };
  return azure.length > 0 ? { ports: azure, to: 'azure' as const, ...said } : undefined;
}

function isInternet(openings: readonly Opening[], most: number): boolean {
  const sources = publicPart(unionAll(openings.map((it) => it.sources)));
  return isWholeInternet(sources) || BigInt(countV4(sources)) + countV6(sources) > most;
}
