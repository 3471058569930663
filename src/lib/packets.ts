import { intersect, isEmpty, nobody, subtract, type AddressSet } from './addresses.ts';
import * as ports from './ports.ts';
import type { Ports } from './ports.ts';

/** A block of packets of one protocol: from each of the sources to each of the ports of each destination. */
export interface Packets {
  readonly sources: AddressSet;
  readonly ports: Ports;
  readonly destinations: AddressSet;
}

/** True when the block holds no packet. */
export function isNone({ sources, ports: open, destinations }: Packets): boolean {
  return open.length === 0 || isEmpty(sources) || isEmpty(destinations);
}

/** Every packet in both blocks. */
export function inBoth(a: Packets, b: Packets): Packets {
  return {
    sources: intersect(a.sources, b.sources),
    ports: ports.intersect(a.ports, b.ports),
    destinations: intersect(a.destinations, b.destinations),
  };
}

/** Every packet of the blocks that is not in `what`, as blocks that do not overlap when those given do not. */
export function without(blocks: readonly Packets[], what: Packets): readonly Packets[] {
  return blocks.flatMap((block) => {
    const both = inBoth(block, what);
    if (isNone(both)) return [block];
    return [
      { ...block, sources: subtract(block.sources, what.sources) },
      { ...block, sources: both.sources, ports: ports.subtract(block.ports, what.ports) },
      { ...both, destinations: subtract(block.destinations, what.destinations) },
    ].filter((piece) => !isNone(piece));
  });
}

/** The sources that share a family with a destination: an IPv4 packet never has an IPv6 destination. */
export function deliverable({ sources, destinations }: Packets): AddressSet {
  return {
    v4: destinations.v4.length > 0 ? sources.v4 : nobody.v4,
    v6: destinations.v6.length > 0 ? sources.v6 : nobody.v6,
  };
}
