import { describe, expect, it } from 'vitest';
import { unreadAddress, unreadListing, unreadOf } from '#engine/unread';
import { worldOf } from '#engine/world';
import { gap, lock, places, snapshot } from './shop.ts';

const placeWith = (options: Parameters<typeof snapshot>[1]) =>
  [...worldOf([snapshot([], options)]).places.values()][0]!;
const refused = { verdict: 'unknown', reason: 'denied', message: 'It was refused.', api: 'shop:List' } as const;

describe('what was not read', () => {
  it('is said with the refused call, and with the permission where one would cure it', () => {
    const { permission: _, ...incurable } = gap(['lock']);
    expect(unreadOf(gap(['lock']))).toStrictEqual({ ...refused, permission: 'shop:List' });
    expect(unreadOf(incurable)).toStrictEqual(refused);
  });
  it('is nothing of a complete listing', () => {
    expect(unreadListing(placeWith({}), lock)).toBeUndefined();
    expect(unreadAddress(placeWith({}), lock, 'l')).toBeUndefined();
  });
  it('is a listing with any gap, and of its addresses those that a gap names or that a whole listing would hold', () => {
    const named = placeWith({ gaps: [gap(['lock'], 'l'), { ...gap(['door']), detail: 'Another type.' }] });
    expect(unreadListing(named, lock)?.message).toBe('It was refused.');
    expect(unreadAddress(named, lock, 'l')?.message).toBe('It was refused.');
    expect(unreadAddress(named, lock, 'other')).toBeUndefined();
    const whole = placeWith({ gaps: [{ ...gap(['lock']), detail: 'The list.' }, gap(['lock'], 'l')] });
    expect(unreadAddress(whole, lock, 'l')?.message).toBe('It was refused.');
    expect(unreadAddress(whole, lock, 'other')?.message).toBe('The list.');
  });
  it('is what no listing names: not yet read live, not there in files', () => {
    const live = { verdict: 'unknown', reason: 'not-ready', message: `lock was not read in ${places.one}.` };
    const filed = {
      verdict: 'unknown',
      reason: 'not-in-files',
      message: 'The files hold no complete listing of lock.',
    };
    expect(unreadListing(placeWith({ complete: [] }), lock)).toStrictEqual(live);
    expect(unreadAddress(placeWith({ complete: [] }), lock, 'l')).toStrictEqual(live);
    expect(unreadListing(placeWith({ complete: [], folder: 'x' }), lock)).toStrictEqual(filed);
    expect(unreadAddress(placeWith({ complete: [], folder: '' }), lock, 'l')).toStrictEqual(filed);
  });
});
