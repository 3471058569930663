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
  it('shows any difference in what was touched', () => {
    expect(standing({ wall: 'south' })).toBe('different');
    expect(standing({ wall: 'north' })).toBe('same');
    expect(standing(undefined)).toBe('different');
    const all = { touched: [{ target: places.one, type: 'lock' }] };
    expect(standing({ wall: 'south' }, { ...all, now: snapshot([aDoor('a'), aLock('l', 'a')]) })).toBe('same');
    expect(standing({}, { ...all, now: snapshot([aLock('l', 'a'), aLock('m', 'a')]) })).toBe('different');
  });
  it('is not misled by order or by what changes by itself', () => {
    const two = { touched: [{ target: places.one, type: 'door' }] };
    const now = snapshot([aDoor('b'), aDoor('a', { wall: 'north', wear: 3 } as Door)]);
    expect(standing({}, { ...two, now })).toBe('same');
  });
  it('waits while the object is on its way', () => {
    expect(standing({ wall: 'south', state: 'HANGING' })).toBe('busy');
    expect(standing({ wall: 'south', state: 'HUNG' })).toBe('different');
    const other = snapshot([aDoor('a', { wall: 'south' }), aDoor('b', { state: 'HANGING' })]);
    expect(standing({}, { now: other })).toBe('different');
  });
  it('says nothing where it failed', () => {
    const now = (gaps: Parameters<typeof gap>) => ({ now: snapshot([], { gaps: [gap(...gaps)] }) });
    expect(standing({}, now([['door'], 'a']))).toBe('unread');
    expect(standing({}, now([['door']]))).toBe('unread');
    expect(standing({}, now([['door'], 'b']))).toBe('different');
    expect(standing({}, now([['lock']]))).toBe('different');
    const whole = { touched: [{ target: places.one, type: 'door' }] };
    expect(standing({}, { ...now([['door'], 'b']), ...whole })).toBe('unread');
  });
  it('waits while the provider is at work', () => {
    const busy = { ...door, busy: ({ stamp }: Door) => (stamp === 'UPDATING' ? stamp : undefined) };
    expect(standing({ wall: 'south', stamp: 'UPDATING' }, { types: [busy, lock] })).toBe('busy');
    expect(standing({ wall: 'south', stamp: 'ACTIVE' }, { types: [busy, lock] })).toBe('different');
  });
  it('shows a request when all that it changes stands', () => {
    const announced = request({ open: true, wall: 'north' });
    expect(standing({ open: true, wall: 'north' }, { announced })).toBe('shown');
    expect(standing({ open: true, wall: 'north', stamp: 'x' }, { announced })).toBe('shown');
    expect(standing({ wall: 'north' }, { announced })).toBe('same');
    expect(standing({ open: false, wall: 'north' }, { announced })).toBe('different');
    expect(standing(undefined, { announced })).toBe('different');
  });
  it('may show more than a request says: what it leaves to the provider may be anything', () => {
    expect(standing({ open: true, wall: 'south' }, { announced: request({ open: true }) })).toBe('shown');
    const lists = Object.assign(setDoor.bind(undefined), setDoor, { writes: ['walls'] });
    const walls = (...names: string[]) => ({ wall: 'north', walls: names }) as Door;
    const announced = [{ type: lists, action: setDoor(aDoor('a'), walls('n', 's')) }];
    expect(standing(walls('s', 'n', 's'), { announced })).toBe('shown');
    expect(standing(walls('s'), { announced })).toBe('different');
  });
  it('need not differ where what stood was read five minutes after the change', () => {
    const read = (startedAt: string) => standing({ wall: 'north' }, { before: { ...before, startedAt } });
    expect([read('2026-11-01T00:05:00Z'), read('2026-11-01T00:05:01Z')]).toEqual(['same', 'read-before']);
    expect(read('some day')).toBe('same');
  });
});
