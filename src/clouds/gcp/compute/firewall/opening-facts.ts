import { countV4, countV6, isWholeInternet, publicPart, unionAll } from '#lib/addresses';
import { holds } from '#lib/ports';
import type { Opening, Unknown } from '#model';
import type { JudgedRule } from './facts.ts';

/** What is asked: the ports, and above how many public addresses a source counts as the internet. */
export interface Asked {
  readonly adminPorts: readonly number[];
  readonly maxPublicAddresses: number;
}

/** The ports of those asked for that the internet reaches over TCP. */
export const openPorts = (openings: readonly Opening[], { adminPorts, maxPublicAddresses }: Asked): readonly number[] =>
  adminPorts.filter((port) => {
    const here = openings.filter((it) => it.protocol === 'tcp' && holds(it.ports, port));
    const sources = publicPart(unionAll(here.map((it) => it.sources)));
    return isWholeInternet(sources) || BigInt(countV4(sources)) + countV6(sources) > maxPublicAddresses;
  });

/** Which ports of nodes the internet reaches through a rule: of public nodes where there are any, else of private ones. */
export function portsReached({ holes, unsure }: JudgedRule, asked: Asked): Reached {
  const publicly = holes.filter((hole) => hole.exposed === true);
  const exposed = openPorts(publicly, asked);
  if (exposed.length > 0) return { what: `${namePorts(exposed)} of public nodes`, exposed: true };
  const open = openPorts(holes, asked);
  if (open.length > 0) return { what: `${namePorts(open)} of private nodes`, exposed: false };
  const maybe = unsure.find(({ opening }) => openPorts([opening], asked).length > 0)?.why;
  return { exposed: false, ...(maybe && { maybe }) };
}

interface Reached {
  /** `port 22 of public nodes`; undefined when nothing is known to be open. */
  readonly what?: string;
  readonly exposed: boolean;
  /** Why something may be open after all. */
  readonly maybe?: Unknown;
}

const namePorts = (ports: readonly number[]): string => `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`;
