import { describe, expect, it } from 'vitest';
import { subjectOf } from '#engine/subject';
import { defineType, wire } from '#model';
import { aDoor, door, places, type Door } from './shop.ts';

/** Doors whose maker is known by its address alone. */
const gate = defineType({
  ...{ name: 'gate', scope: 'aws-region', reads: [], changedBy: [], config: wire<Door>(), keys: {} },
  home: () => undefined,
  owner: (_, { maker }) => maker,
});

const isOwned = (type: typeof door | typeof gate, stamp: string, ownersStamp: string, target = places.one) => {
  const owner = aDoor('big', { stamp: ownersStamp }, target);
  return subjectOf(() => [owner], type, aDoor('a', { maker: 'big', stamp })).isOwned;
};

it('a resource whose owner cannot be told has none, and says why', () => {
  const broken = {
    ...gate,
    owner: () => {
      throw new Error('no maker');
    },
  };
  const { isOwned: owned, hasOwner, broken: why } = subjectOf(() => [], broken, aDoor('a', {}));
  expect([owned, hasOwner, why]).toEqual([false, false, 'no maker']);
  const alone = subjectOf(() => [], gate, aDoor('a', {}));
  expect([alone.isOwned, alone.hasOwner, alone.broken]).toEqual([false, false, undefined]);
});

describe('the owner of a resource', () => {
  it('is what stands at its address, where the type tells no more', () => {
    expect(isOwned(gate, 's', 't')).toBe(true);
  });
  it('is what the type knows again at its address, where it can tell', () => {
    expect(isOwned(door, 's', 's')).toBe(true);
    expect(isOwned(door, 's', 't')).toBe(false);
  });
  it('stands in the same target', () => {
    expect(isOwned(gate, 's', 's', places.two)).toBe(false);
  });
});
