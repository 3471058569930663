import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyone, nobody, parseAddresses, unionAll } from '#lib/addresses';
import { deliverable, inBoth, isNone, without, type Packets } from '#lib/packets';
import { allPorts, holds, portRange } from '#lib/ports';

const addresses = (...cidrs: string[]) => unionAll(cidrs.map((cidr) => parseAddresses(cidr) ?? nobody));
const every: Packets = { sources: everyone, ports: allPorts, destinations: everyone };

const small = fc.subarray(['10.0.0.0', '10.0.0.1', '10.0.0.2', '::1', '::2']).map((cidrs) => addresses(...cidrs));
const smallPorts = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
  .map(([a, b]) => portRange(Math.min(a, b), Math.max(a, b)) ?? []);
const anyBlock: fc.Arbitrary<Packets> = fc.record({ sources: small, ports: smallPorts, destinations: small });

const has = (block: Packets, source: number, port: number, destination: number): boolean =>
  holds(block.sources.v4, source) && holds(block.ports, port) && holds(block.destinations.v4, destination);

const points = [0, 1, 2].flatMap((source) =>
  [0, 1, 2, 3].flatMap((port) => [0, 1, 2].map((to) => [0x0a000000 + source, port, 0x0a000000 + to] as const)),
);

test('what is left is what is in the blocks and not in the other, each packet once', () => {
  fc.assert(
    fc.property(anyBlock, anyBlock, anyBlock, (block, first, second) => {
      const left = without(without([block], first), second);
      for (const point of points) {
        const wanted = has(block, ...point) && !has(first, ...point) && !has(second, ...point);
        expect(left.filter((piece) => has(piece, ...point)).length).toBe(wanted ? 1 : 0);
      }
      expect(left.some((piece) => isNone(piece) && piece !== block)).toBe(false);
    }),
  );
});

test('what is in both is in each', () => {
  fc.assert(
    fc.property(anyBlock, anyBlock, (a, b) => {
      for (const point of points) expect(has(inBoth(a, b), ...point)).toBe(has(a, ...point) && has(b, ...point));
    }),
  );
});

test('nothing is left of everything', () => {
  expect(without([every], every)).toEqual([]);
});

test.each([
  ['no source', { ...every, sources: nobody }],
  ['no port', { ...every, ports: [] }],
  ['no destination', { ...every, destinations: nobody }],
])('a block with %s holds no packet', (_, block) => {
  expect(isNone(block)).toBe(true);
});

test('a block with something of each holds packets', () => {
  expect(isNone(every)).toBe(false);
});

test('sources are delivered to destinations of their own family only', () => {
  expect(deliverable({ ...every, destinations: addresses('10.0.0.0/8') })).toEqual({ v4: everyone.v4, v6: [] });
  expect(deliverable({ ...every, destinations: addresses('2000::/3') })).toEqual({ v4: [], v6: everyone.v6 });
});
