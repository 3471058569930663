import { describe, expect, it } from 'vitest';
import { standingOf, type Look } from '#engine/settled';
import { defineAction, wire, type Change, type Touched } from '#model';
import { aDoor, aLock, door, gap, lock, places, snapshot, type Door } from './shop.ts';

const made = '2026-11-01T00:00:00Z';
const change: Change = {
  ...{ eventId: 'e', provider: 'aws', actor: 'ana', call: 'shop:SetDoor', at: made, origin: 'cli', touched: [] },
};
const ofDoor: Touched = { target: places.one, type: 'door', id: 'a' };
const setDoor = defineAction({
  ...{ name: 'set', on: door, kind: 'replace' as const, permissions: [], writes: ['open', 'wall'] },
  request: wire<Door>(),
  simulate: (it, request) => [{ put: { ...it, config: { ...it.config, ...request } } }],
});
const before = snapshot([aDoor('a', { wall: 'north' }), aDoor('b'), aLock('l', 'a')]);
const standing = (config: Door | undefined, more: Partial<Look> = {}) =>
  standingOf({
    ...{ change, announced: [], touched: [ofDoor], types: [door, lock], before },
    now: snapshot(config ? [aDoor('a', config)] : []),
    ...more,
  });
const request = (open: Door) => [{ type: setDoor, action: setDoor(aDoor('a'), open) }];

describe('a read after a change', () => {
  it('settles it by any difference in what was touched', () => {
    expect(standing({ wall: 'south' })).toBe('settled');
    expect(standing({ wall: 'north' })).toBe('not-yet');
    expect(standing(undefined)).toBe('settled');
    const all = { touched: [{ target: places.one, type: 'lock' }] };
    expect(standing({ wall: 'south' }, { ...all, now: snapshot([aDoor('a'), aLock('l', 'a')]) })).toBe('not-yet');
    expect(standing({}, { ...all, now: snapshot([aLock('l', 'a'), aLock('m', 'a')]) })).toBe('settled');
  });
  it('is not misled by order or by what changes by itself', () => {
    const two = { touched: [{ target: places.one, type: 'door' }] };
    const now = snapshot([aDoor('b'), aDoor('a', { wall: 'north', wear: 3 } as Door)]);
    expect(standing({}, { ...two, now })).toBe('not-yet');
  });
  it('waits while the object is on its way', () => {
    expect(standing({ wall: 'south', state: 'HANGING' })).toBe('in-transition');
    expect(standing({ wall: 'south', state: 'HUNG' })).toBe('settled');
    const other = snapshot([aDoor('a', { wall: 'south' }), aDoor('b', { state: 'HANGING' })]);
    expect(standing({}, { now: other })).toBe('settled');
  });
  it('says nothing where it failed', () => {
    const now = (gaps: Parameters<typeof gap>) => ({ now: snapshot([], { gaps: [gap(...gaps)] }) });
    expect(standing({}, now([['door'], 'a']))).toBe('not-yet');
    expect(standing({}, now([['door']]))).toBe('not-yet');
    expect(standing({}, now([['door'], 'b']))).toBe('settled');
    expect(standing({}, now([['lock']]))).toBe('settled');
    const whole = { touched: [{ target: places.one, type: 'door' }] };
    expect(standing({}, { ...now([['door'], 'b']), ...whole })).toBe('not-yet');
  });
  it('of a request settles it when all that the request writes stands', () => {
    const announced = request({ open: true, wall: 'north' });
    expect(standing({ open: true, wall: 'north' }, { announced })).toBe('settled');
    expect(standing({ open: true, wall: 'north', stamp: 'x' }, { announced })).toBe('settled');
    expect(standing({ open: true, wall: 'south' }, { announced })).toBe('not-yet');
    expect(standing({ wall: 'north' }, { announced })).toBe('not-yet');
    expect(standing(undefined, { announced })).toBe('not-yet');
  });
  it('need not differ where what stood was read half a minute after the change', () => {
    const read = (startedAt: string) => standing({ wall: 'north' }, { before: { ...before, startedAt } });
    expect([read('2026-11-01T00:00:30Z'), read('2026-11-01T00:00:31Z')]).toEqual(['not-yet', 'settled']);
    expect(read('some day')).toBe('not-yet');
  });
});
