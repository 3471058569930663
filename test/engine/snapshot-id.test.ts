import { describe, expect, it } from 'vitest';
import { snapshotOf } from '#engine/snapshot-id';
import { aDoor, aLock, door, gap, lock, places, snapshot } from './shop.ts';

const worn = (wear: number, id = 'a') => ({ ...aDoor(id), config: { open: true, wear, deep: { wear } } });
const idOf = (...args: Parameters<typeof snapshot>) => snapshotOf(snapshot(...args), [door, lock]).id;

describe('the id of a snapshot', () => {
  it('does not depend on the order in which things were read', () => {
    const gaps = [gap(['door'], 'x'), gap(['door'], 'y')];
    expect(idOf([worn(1, 'a'), worn(1, 'b')], { gaps })).toBe(
      idOf([worn(1, 'b'), worn(1, 'a')], { gaps: gaps.toReversed() }),
    );
    expect(idOf([], { complete: ['door', 'lock'] })).toBe(idOf([], { complete: ['lock', 'door'] }));
  });
  it('leaves out what changes by itself, and only that', () => {
    expect(idOf([worn(1)])).not.toBe(idOf([{ ...worn(2), config: { open: true, wear: 2, deep: { wear: 2 } } }]));
    const shallow = (wear: number) => ({ ...aDoor('a'), config: { open: true, wear } });
    expect(idOf([shallow(1)])).toBe(idOf([shallow(2)]));
    expect(idOf([shallow(1)])).toBe(idOf([{ ...aDoor('a'), config: { open: true } }]));
  });
  it('follows a volatile path inwards', () => {
    const nested = { ...door, volatile: ['deep.wear', 'none.such'] };
    const id = (wear: number) =>
      snapshotOf(snapshot([{ ...aDoor('a'), config: { deep: { wear, kept: 1 } } }]), [nested]).id;
    expect(id(1)).toBe(id(2));
    const kept = snapshotOf(snapshot([{ ...aDoor('a'), config: { deep: { wear: 1, kept: 2 } } }]), [nested]).id;
    expect(kept).not.toBe(id(1));
  });
  it('leaves a volatile path that leads through something else as it is', () => {
    const nested = { ...door, volatile: ['deep.wear'] };
    const steady = { ...door, volatile: [] };
    for (const deep of [undefined, null, 'text', 7, [{ wear: 1 }], { other: 1 }, { other: { wear: 1 } }]) {
      const given = snapshot([{ ...aDoor('a'), config: { deep } }]);
      expect(snapshotOf(given, [nested]).id).toBe(snapshotOf(given, [steady]).id);
    }
  });
  it('is 32 hexadecimal digits', () => {
    expect(idOf([worn(1)])).toMatch(/^[0-9a-f]{32}$/);
  });
  it('changes with content, gaps, completeness and target', () => {
    const ids = [
      idOf([worn(1)]),
      idOf([]),
      idOf([], { complete: ['door'] }),
      idOf([], { gaps: [gap(['door'])] }),
      idOf([], { id: places.two }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('goes with resources in order, nothing taken from them', () => {
    expect(snapshotOf(snapshot([worn(1)]), [door]).resources).toEqual([worn(1)]);
    const { resources, complete } = snapshotOf(snapshot([aLock('z', 'a'), aDoor('b'), aDoor('a')]), [door, lock]);
    expect(resources.map(({ id }) => id)).toEqual(['a', 'b', 'z']);
    expect(complete).toEqual(['door', 'lock']);
  });
});
