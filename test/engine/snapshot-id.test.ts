import { describe, expect, it } from 'vitest';
import { rulesetDigest, typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import { typesNeeded, typesOn } from '#engine/any-rule';
import { defineFact } from '#model';
import { defineRule, fail, pass } from '#rule';
import { about, aDoor, aLock, door, gap, lock, lockCount, places, snapshot } from './shop.ts';

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
  it('goes with resources in order', () => {
    const { resources, complete } = snapshotOf(snapshot([aLock('z', 'a'), aDoor('b'), aDoor('a')]), [door, lock]);
    expect(resources.map(({ id }) => id)).toEqual(['a', 'b', 'z']);
    expect(complete).toEqual(['door', 'lock']);
  });
});

describe('the ruleset', () => {
  const one = defineRule({ ...about, id: 'one', uses: [lockCount], evaluate: () => pass() });
  const two = defineRule({ ...about, id: 'two', evaluate: () => fail('x', { at: '', actual: 1 }) });
  it('has a digest that changes with what a rule says or does, not with order', () => {
    expect(rulesetDigest([one, two])).toBe(rulesetDigest([two, one]));
    const digests = [[one], [two], [one, two], [{ ...one, severity: 'low' as const }], [{ ...one, title: 'other' }]];
    expect(new Set(digests.map(rulesetDigest)).size).toBe(digests.length);
    expect(rulesetDigest([{ ...one, evaluate: two.evaluate }])).not.toBe(rulesetDigest([one]));
  });
  it('needs the types it judges and those that its facts look at', () => {
    const outer = defineFact({
      name: 'outer',
      of: door,
      uses: [lockCount],
      work: (it, { fact }) => fact(lockCount, it),
    });
    const deep = defineRule({ ...about, id: 'deep', uses: [outer, lockCount], evaluate: () => pass() });
    expect(typesNeeded(deep)).toEqual([door, lock]);
    expect(typesOn(two)).toEqual([door]);
    expect(typesOn({ ...two, on: [door, lock] })).toEqual([door, lock]);
    expect(typesOf([two, deep, one])).toEqual([door, lock]);
  });
});
