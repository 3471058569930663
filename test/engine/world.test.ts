import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worldOf } from '#engine/world';
import { estate } from '../app/part-shop.ts';
import { aDoor, aLock, door, gap, ledger, lock, places, snapshot } from './shop.ts';

const ids = (resources: readonly { readonly id: string }[]) => resources.map(({ id }) => id);

describe('the frozen set', () => {
  it('holds resources by address, in several folders too', () => {
    const set = [snapshot([aDoor('a')], { folder: 'x' }), snapshot([aDoor('a', {}, places.two)], { id: places.two })];
    expect(
      worldOf(set)
        .at('a')
        .map(({ target }) => target),
    ).toEqual([places.one, places.two]);
    expect(worldOf(set).at('b')).toEqual([]);
  });
  it('holds the same at each address over another set, whichever targets differ', () => {
    fc.assert(
      fc.property(estate, estate, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (before, others, isOther) => {
        const now = before.map((one, at) => (isOther[at] ? others[at]! : one));
        const [alone, over] = [worldOf(now), worldOf(now, worldOf(before))];
        const addresses = [...before, ...others].flatMap(({ resources }) => resources.map(({ id }) => id));
        for (const address of addresses) expect(over.at(address)).toEqual(alone.at(address));
      }),
    );
  });
  it('holds the resources of one target by key', () => {
    const world = worldOf([
      snapshot([aLock('l1', 'a'), aLock('l2', 'b')]),
      snapshot([aLock('l3', 'a', places.two)], { id: places.two }),
    ]);
    const [one, two] = [...world.places.values()];
    expect(ids(one!.keyed(lock, 'door', 'a'))).toEqual(['l1']);
    expect(ids(two!.keyed(lock, 'door', 'a'))).toEqual(['l3']);
    expect(one!.keyed(door, 'wall', 'a')).toEqual([]);
  });
  it('refuses a key that a type is not indexed by', () => {
    const world = worldOf([snapshot([aLock('l', 'a')])]);
    const [one] = [...world.places.values()];
    expect(() => one!.keyed(lock, 'weight', '1')).toThrow('lock is not indexed by weight');
  });
  it('reads the keys of a resource once, however often it is asked', () => {
    let reads = 0;
    const counted = { ...lock, keys: { door: () => [`${(reads += 1)}`] } };
    const world = worldOf([snapshot([aLock('l', 'a')])]);
    const [one] = [...world.places.values()];
    expect(ids(one!.keyed(counted, 'door', '1'))).toEqual(['l']);
    expect(ids(one!.keyed(counted, 'door', '1'))).toEqual(['l']);
    expect(reads).toBe(1);
  });
});

describe('the targets of one moment', () => {
  it('are those of the same folder, or all that are live', () => {
    const at = (id: string, folder?: string) => snapshot([], { id, ...(folder !== undefined && { folder }) });
    const world = worldOf([at('live'), at('in x', 'x'), at('in y', 'y'), at('in the root', '')]);
    const targetsIn = (folder: string | undefined) =>
      world.moment('aws-region', folder).places.map(({ target }) => target.id);
    expect([undefined, '', 'x', 'y', 'z'].map(targetsIn)).toEqual([['live'], ['in the root'], ['in x'], ['in y'], []]);
  });
  it('are those of the scope', () => {
    const world = worldOf([snapshot([]), snapshot([], { id: 'aws:1:global', scopes: ['aws-global'] })]);
    expect(world.moment('aws-region', undefined).snapshots).toEqual([`s-${places.one}`]);
    expect(world.moment('aws-global', undefined).snapshots).toEqual(['s-aws:1:global']);
  });
  it('name their snapshots in order', () => {
    const world = worldOf([snapshot([], { id: places.two }), snapshot([])]);
    expect(world.moment('aws-region', undefined).snapshots).toEqual([`s-${places.one}`, `s-${places.two}`]);
  });
  it('hold what each of them holds, by type and by key', () => {
    const moment = worldOf([
      snapshot([aDoor('a'), aLock('l1', 'a', places.one, ['red'])]),
      snapshot([aLock('l2', 'a', places.two, ['blue', 'red'])], { id: places.two }),
    ]).moment('aws-region', undefined);
    expect(ids(moment.all(lock))).toEqual(['l1', 'l2']);
    expect(ids(moment.all(door))).toEqual(['a']);
    expect(ids(moment.keyed(lock, 'colour', 'blue'))).toEqual(['l2']);
    expect(ids(moment.keyed(lock, 'door', 'a'))).toEqual(['l1', 'l2']);
  });
  it('are unread where one of them is, type by type', () => {
    const moment = worldOf([
      snapshot([]),
      snapshot([], { id: places.two, gaps: [gap(['lock'], undefined, places.two)] }),
    ]).moment('aws-region', undefined);
    expect(moment.unread(lock)).toMatchObject({ reason: 'denied' });
    expect(moment.unread(door)).toBeUndefined();
    expect(moment.unread(ledger)).toMatchObject({ reason: 'not-ready' });
  });
  it('say what was missed before what nobody meant to read', () => {
    const aside = { ...gap(['lock']), reason: 'outside' as const };
    const missed = snapshot([], { id: places.two, gaps: [gap(['lock'], undefined, places.two)] });
    const unread = (...set: Parameters<typeof worldOf>[0]) => worldOf(set).moment('aws-region', undefined).unread(lock);
    expect(unread(snapshot([], { gaps: [aside] }), missed)).toMatchObject({ reason: 'denied' });
    expect(unread(snapshot([], { gaps: [aside] }))).toMatchObject({ reason: 'outside' });
  });
});
