import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as ports from '#lib/ports';

const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 65_535 }))
  .map(([a, b]) => ports.portRange(Math.min(a, b), Math.max(a, b)) ?? ports.noPorts);
const anyPorts = fc.array(anyRange, { maxLength: 6 }).map((ranges) => ranges.reduce(ports.union, ports.noPorts));

test.each([
  ['22', 1, '22'],
  ['0', 1, '0'],
  ['65535', 1, '65535'],
  ['20-30', 11, '20-30'],
  ['22-22', 1, '22'],
  ['0-65535', 65_536, '0-65535'],
  ['*', 65_536, '0-65535'],
])('%s holds %s ports and is written %s', (text, size, written) => {
  const read = ports.parsePorts(text) ?? ports.noPorts;
  expect(ports.size(read)).toBe(size);
  expect(ports.format(read)).toBe(written);
});

test.each([
  '',
  ' ',
  '65536',
  '-1',
  '+22',
  '022',
  '22 ',
  '30-20',
  '20-',
  '-20',
  '20-30-40',
  '22,80',
  'ssh',
  '2e3',
  '٢٢',
])('%j is no port', (text) => {
  expect(ports.parsePorts(text)).toBeUndefined();
});

test.each([
  [-1, -1],
  [0, 65_536],
  [30, 20],
  [1.5, 2],
  [Number.NaN, 2],
])('%d to %d is no range of ports', (first, last) => {
  expect(ports.portRange(first, last)).toBeUndefined();
});

test('both ends of a range are in it', () => {
  const range = ports.parsePorts('20-30') ?? ports.noPorts;
  expect([19, 20, 30, 31].map((port) => ports.holds(range, port))).toEqual([false, true, true, false]);
});

test('several ranges are written in order and merged', () => {
  const all = ['443', '22', '80-90', '91'].map((text) => ports.parsePorts(text) ?? ports.noPorts);
  expect(ports.format(all.reduce(ports.union))).toBe('22, 80-91, 443');
  expect(ports.format(ports.noPorts)).toBe('');
});

test('sets agree with asking port by port', () => {
  fc.assert(
    fc.property(anyPorts, anyPorts, fc.integer({ min: 0, max: 65_535 }), (a, b, port) => {
      const inA = ports.holds(a, port);
      const inB = ports.holds(b, port);
      expect(ports.holds(ports.union(a, b), port)).toBe(inA || inB);
      expect(ports.holds(ports.subtract(a, b), port)).toBe(inA && !inB);
      expect(ports.holds(ports.intersect(a, b), port)).toBe(inA && inB);
    }),
  );
});

test('sizes add up', () => {
  fc.assert(
    fc.property(anyPorts, anyPorts, (a, b) => {
      expect(ports.size(ports.intersect(a, b)) + ports.size(ports.subtract(a, b))).toBe(ports.size(a));
    }),
  );
});
