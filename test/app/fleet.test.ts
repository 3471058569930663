import { describe, expect, test } from 'vitest';
import { fleetOf, type Fleet } from '#app/fleet';
import type { Reading } from '#model';
import { aDoor, door, lock, places, snapshot, type Door } from '../engine/shop.ts';

const one = (config: Door): Reading => snapshot([aDoor('a', config)]);
const two: Reading = snapshot([aDoor('z', {}, places.two)], { id: places.two });
const again = (config: Door, order: number) => ({
  ...{ reading: { ...one(config), complete: [] }, gone: new Set<string>(), order },
  asked: [{ target: places.one, type: 'door', id: 'a' }],
});
const fleetWith = (...readings: readonly Reading[]): Fleet => fleetOf(readings, [door, lock]);
const configs = (fleet: Fleet): readonly unknown[] =>
  fleet.snapshots().flatMap(({ resources }) => resources.map(({ config }) => config));

describe('a re-read', () => {
  test('makes a new snapshot of its target, and every other stays the very one it was', () => {
    const fleet = fleetWith(one({}), two);
    const [old, other] = fleet.snapshots();
    expect(fleet.reread(again({ open: true }, fleet.begin()))).toBe(true);
    const [now, same] = fleet.snapshots();
    expect(now?.id).not.toBe(old?.id);
    expect(same).toBe(other);
    expect(configs(fleet)).toEqual([{ open: true }, {}]);
  });

  test('that says the same again changes nothing, nor does one of a target that is not watched', () => {
    const fleet = fleetWith(one({}));
    expect(fleet.reread(again({}, fleet.begin()))).toBe(false);
    expect(fleetWith(two).reread(again({ open: true }, 1))).toBe(false);
  });

  test('that began earlier and ends later does not stand over a newer one', () => {
    const fleet = fleetWith(one({}));
    const [early, late] = [fleet.begin(), fleet.begin()];
    expect(fleet.reread(again({ open: true }, late))).toBe(true);
    expect(fleet.reread(again({}, early))).toBe(false);
    expect(configs(fleet)).toEqual([{ open: true }]);
  });

  test('counts after hundreds of others, in the order in which they began', () => {
    const fleet = fleetWith(one({}));
    for (let n = 0; n < 500; n += 1) fleet.reread(again({ wall: `w${n}` }, fleet.begin()));
    expect(configs(fleet)).toEqual([{ wall: 'w499' }]);
  });
});

describe('a slow re-read', () => {
  const other = (wall: string, order: number) => ({
    ...{ reading: { ...snapshot([aDoor('b', { wall })]), complete: [] }, gone: new Set<string>(), order },
    asked: [{ target: places.one, type: 'door', id: 'b' }],
  });
  const both = (): Fleet => fleetWith(snapshot([aDoor('a', {}), aDoor('b', {})]));

  test('counts after hundreds of re-reads of others in its target', () => {
    const fleet = both();
    const slow = fleet.begin();
    for (let n = 0; n < 501; n += 1) fleet.reread(other(`w${n}`, fleet.begin()));
    expect(fleet.reread(again({ open: true }, slow))).toBe(true);
    expect(configs(fleet)).toEqual([{ open: true }, { wall: 'w500' }]);
  });

  test('keeps no more than a bounded number of others apart, and is an old one then', () => {
    const fleet = both();
    const slow = fleet.begin();
    for (let n = 0; n < 5001; n += 1) fleet.reread(other(`w${n % 2}`, fleet.begin()));
    expect(fleet.reread(again({ open: true }, slow))).toBe(false);
    expect(configs(fleet)).toEqual([{}, { wall: 'w0' }]);
  });

  test('that was given up is waited for no more', () => {
    const fleet = both();
    const slow = fleet.begin();
    fleet.giveUp(slow);
    for (let n = 0; n < 201; n += 1) fleet.reread(other(`w${n}`, fleet.begin()));
    expect(fleet.reread(again({ open: true }, slow))).toBe(false);
  });
});

describe('a sweep', () => {
  test('stands over what was read again before it, and under what was read again during it', () => {
    const fleet = fleetWith(one({}));
    fleet.reread(again({ wall: 'before' }, fleet.begin()));
    const sweep = fleet.beginSweep();
    expect(fleet.endSweep(sweep, [one({ wall: 'swept' })])).toEqual([]);
    expect(configs(fleet)).toEqual([{ wall: 'swept' }]);
    const next = fleet.beginSweep();
    fleet.reread(again({ wall: 'during' }, fleet.begin()));
    expect(fleet.endSweep(next, [one({ wall: 'swept' })])).toEqual([{ target: places.one, type: 'door', id: 'a' }]);
    expect(configs(fleet)).toEqual([{ wall: 'during' }]);
  });

  test('that began after a re-read stands over it, however late that ends', () => {
    const fleet = fleetWith(one({}));
    const early = fleet.begin();
    fleet.endSweep(fleet.beginSweep(), [one({ wall: 'swept' })]);
    expect(fleet.reread(again({ wall: 'early' }, early))).toBe(false);
    expect(configs(fleet)).toEqual([{ wall: 'swept' }]);
  });

  test('that was given up leaves what stood', () => {
    const fleet = fleetWith(one({ wall: 'old' }));
    expect(fleet.endSweep(fleet.beginSweep())).toEqual([]);
    expect(configs(fleet)).toEqual([{ wall: 'old' }]);
  });

  test('forgets the targets that it does not name', () => {
    const fleet = fleetWith(one({}), two);
    fleet.endSweep(fleet.beginSweep(), [two]);
    expect(fleet.snapshots().map(({ target }) => target.id)).toEqual([places.two]);
  });
});
