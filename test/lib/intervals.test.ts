import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, intersect, merge, subtract, union, type Interval, type Intervals } from '#lib/intervals';

const space = Array.from({ length: 40 }, (_, x) => x);

const anyIntervals = fc.array(
  fc.record({ from: fc.integer({ min: 0, max: 39 }), end: fc.integer({ min: 0, max: 40 }) }),
  { maxLength: 8 },
);

function members(set: readonly Interval<number>[]): Set<number> {
  return new Set(space.filter((x) => set.some(({ from, end }) => from <= x && x < end)));
}

function expectNormal(set: Intervals<number>) {
  set.forEach(({ from, end }, at) => {
    expect(from).toBeLessThan(end);
    const before = set[at - 1];
    if (before !== undefined) expect(before.end).toBeLessThan(from);
  });
}

type Operation = (a: Intervals<number>, b: Intervals<number>) => Intervals<number>;

const operations: readonly (readonly [string, Operation, (inA: boolean, inB: boolean) => boolean])[] = [
  ['union', union, (inA, inB) => inA || inB],
  ['subtract', subtract, (inA, inB) => inA && !inB],
  ['intersect', intersect, (inA, inB) => inA && inB],
];

describe('intervals agree with asking number by number', () => {
  test.each(operations)('%s', (_, operation, holds) => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (x, y) => {
        const [inA, inB] = [members(x), members(y)];
        const result = operation(merge(x), merge(y));
        expectNormal(result);
        expect([...members(result)]).toEqual(space.filter((n) => holds(inA.has(n), inB.has(n))));
      }),
      { numRuns: 500 },
    );
  });

  test('merge', () => {
    fc.assert(
      fc.property(anyIntervals, (list) => {
        expectNormal(merge(list));
        expect(members(merge(list))).toEqual(members(list));
      }),
    );
  });

  test('covers', () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (x, y) => {
        expect(covers(merge(x), merge(y))).toBe([...members(y)].every((n) => members(x).has(n)));
      }),
    );
  });
});

test('neighbours become one', () => {
  expect(
    merge([
      { from: 5n, end: 9n },
      { from: 1n, end: 5n },
    ]),
  ).toEqual([{ from: 1n, end: 9n }]);
});

test('an operation leaves its arguments as they were', () => {
  const a = Object.freeze([Object.freeze({ from: 0, end: 10 }), Object.freeze({ from: 20, end: 30 })]);
  const b = Object.freeze([Object.freeze({ from: 5, end: 25 })]);
  expect(union(a, b)).toEqual([{ from: 0, end: 30 }]);
  expect(subtract(a, b)).toEqual([
    { from: 0, end: 5 },
    { from: 25, end: 30 },
  ]);
  expect(intersect(a, b)).toEqual([
    { from: 5, end: 10 },
    { from: 20, end: 25 },
  ]);
});
