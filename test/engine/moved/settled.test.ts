import { describe, expect, it } from 'vitest';
import { digestOf, standingOf, type Look } from '#engine/moved/settled';
import { defineAction, wire, type Change, type Touched } from '#model';
import { aDoor, aLock, door, gap, lock, places, snapshot, type Door } from '../shop.ts';

const made = '2026-11-01T00:00:00Z';
const change: Change = {
  ...{ eventId: 'e', provider: 'aws', actor: 'ana', call: 'shop:SetDoor', at: made, origin: 'cli', touched: [] },
};
const ofDoor: Touched = { target: places.one, type: 'door', id: 'a' };
const setDoor = defineAction({
  ...{ name: 'set', on: door, kind: 'replace' as const, permissions: [], writes: ['open', 'wall'] },
  request: wire<Door>(),
  simulate: (it, request) => [{ put: { ...it, config: { ...it.config, ...request } } }],
  undo: ({ config }, _, again) => [again(config)],
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
  it('is one of its own type, whatever others are known', () => {
    expect(standing({ state: 'HANGING' }, { types: [lock, door] })).toBe('busy');
    const worn = snapshot([aDoor('a', { wall: 'north', wear: 3 } as Door)]);
    expect(standing({}, { types: [lock, door], now: worn })).toBe('same');
    expect(standing({ wall: 'south', state: 'HANGING' }, { types: [] })).toBe('different');
  });
  it('says nothing where one of several reads failed', () => {
    const two = { touched: [ofDoor, { target: places.one, type: 'lock', id: 'l' }] };
    const now = snapshot([aDoor('a', { wall: 'south' })], { gaps: [gap(['lock', 'wall'], 'l')] });
    expect(standing({}, { ...two, now })).toBe('unread');
  });
  it('shows a request when all of its parts stand', () => {
    const both = [...request({ open: true, wall: 'south' })];
    expect(standing({ open: true, wall: 'north' }, { announced: both })).toBe('different');
    const two = [...request({ open: true }), ...request({ wall: 'south' })];
    expect(standing({ open: true, wall: 'north' }, { announced: two })).toBe('different');
    expect(standing({ wall: 'north' }, { announced: request({ wall: 'south' }) })).toBe('same');
  });
  it('shows no request on what is not there', () => {
    expect(standing(undefined, { announced: request({ wall: 'north' }) })).toBe('different');
    const remove = Object.assign(setDoor.bind(undefined), setDoor, {
      simulate: ({ id }: { readonly id: string }) => [{ remove: id }],
    });
    expect(standing(undefined, { announced: [{ type: remove, action: setDoor(aDoor('a'), {}) }] })).toBe('different');
  });
  it('looks at the object of the request, and at no other of its address', () => {
    const now = snapshot([aLock('a', 'x'), aDoor('a', { open: true, wall: 'north' })]);
    expect(standing({}, { now, announced: request({ open: true }) })).toBe('shown');
  });
  it('shows a request that writes below what was not there', () => {
    const deep = Object.assign(setDoor.bind(undefined), setDoor, { writes: ['lining.colour', 'open'] });
    const announced = [{ type: deep, action: setDoor(aDoor('a'), { open: true }) }];
    expect(standing({ open: true, wall: 'north' }, { announced })).toBe('shown');
  });
  it('takes only lists of words for sets', () => {
    const lists = Object.assign(setDoor.bind(undefined), setDoor, { writes: ['walls'] });
    const walls = (...names: readonly unknown[]) => ({ wall: 'north', walls: names }) as Door;
    const announced = [{ type: lists, action: setDoor(aDoor('a'), walls(1, 'a')) }];
    expect(standing(walls(1, 'a'), { announced })).toBe('shown');
    expect(standing(walls('a', 1), { announced })).toBe('different');
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
    const someDay = { change: { ...change, at: 'some day' } };
    expect(standing({ wall: 'north' }, { ...someDay, before: { ...before, startedAt: '2027-01-01T00:00:00Z' } })).toBe(
      'same',
    );
  });
});

describe('the digest of what a change touched', () => {
  const all = [
    { target: places.one, type: 'door' },
    { target: places.one, type: 'lock' },
  ];
  const digest = (...resources: Parameters<typeof digestOf>[0]) => digestOf(resources, all, [door, lock]);
  it('is the same in whatever order it was read', () => {
    const [one, two, three] = [aDoor('b'), aLock('a', 'x'), aDoor('c')];
    const first = digest(one, two, three);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    for (const order of [
      [two, one, three],
      [three, two, one],
      [two, three, one],
    ]) {
      expect(digest(...order)).toBe(first);
    }
    expect(digest(one, two)).not.toBe(first);
  });
});
