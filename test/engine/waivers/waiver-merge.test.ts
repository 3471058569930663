import { describe, expect, it } from 'vitest';
import { approve, deny, request, revoke, waiverId } from '#engine/waivers/waiver-life';
import { grantedIn, inFile, waiversInForce } from '#engine/waivers/waiver-merge';
import type { Waiver, WaiverScope } from '#model';

const day = 86_400_000;
const start = Date.parse('2026-11-22T08:00:00.000Z');
const at = (days: number): string => new Date(start + days * day).toISOString();
const scope: WaiverScope = { resource: 'a', finding: 'f-1', created: 'c1' };
const wish = {
  ...{ rule: 'door-closed', scope, owner: 'lab', reason: 'no data', until: at(30) },
  upTo: 'medium' as const,
};
const asked = () => request(undefined, wish, { by: 'ana', at: at(0) }).waiver;
const granted = () => approve(asked(), { by: 'bob', at: at(1), why: '' }).waiver;

describe('the file and the store together', () => {
  const coded: Waiver = {
    ...{ id: 'EX-1', rule: 'door-closed', resource: 'a', owner: 'lab', approver: 'ciso', reason: 'x', until: at(-1) },
  };
  it('both count, each with its own scope', () => {
    const other = { ...coded, resource: 'b' };
    expect(waiversInForce([other], [granted()]).map(({ id }) => id)).toEqual(['EX-1', granted().id]);
    expect(waiversInForce([{ ...coded, key: 'x' }], [granted()])).toHaveLength(2);
  });
  it('the file counts where both speak of the same, also after its end', () => {
    expect(waiversInForce([coded], [granted()])).toEqual([coded]);
    for (const place of [{ cluster: 'c' }, { target: 't' }]) {
      const { resource: _, ...terms } = coded;
      const stored = { ...granted(), scope: place };
      expect(inFile(stored, [{ ...terms, ...place }])).toMatchObject({ id: 'EX-1' });
      expect(inFile(stored, [{ ...coded, rule: 'other' }, coded])).toBeUndefined();
    }
  });
  it.each<[WaiverScope, WaiverScope, boolean]>([
    [{ resource: 'a' }, { resource: 'a', finding: 'f-1', created: 'c1' }, true],
    [{ resource: 'a', key: 'k' }, { resource: 'a', key: 'k' }, true],
    [{ resource: 'a', key: 'k' }, { resource: 'a' }, false],
    [{ resource: 'a', key: 'k' }, { resource: 'a', key: 'l' }, false],
    [{ resource: 'a' }, { resource: 'b' }, false],
    [{ resource: 'a' }, { cluster: 'a' }, false],
    [{ cluster: 'a' }, { cluster: 'a' }, true],
    [{ cluster: 'a' }, { cluster: 'b' }, false],
    [{ cluster: 'a' }, { target: 'a' }, false],
    [{ target: 'a' }, { target: 'a' }, true],
    [{ target: 'a' }, { target: 'b' }, false],
    [{ target: 'a' }, { resource: 'a' }, false],
  ])('%j and %j are the same place: %s', (one, other, is) => {
    const { resource: _, ...terms } = coded;
    const stored = { rule: 'door-closed', scope: other };
    expect(inFile(stored, [{ ...terms, ...one }]) !== undefined).toBe(is);
    expect(inFile(stored, [{ ...terms, ...one, rule: 'door-locked' }])).toBeUndefined();
  });
  it('nothing is said of a control or a ticket that there is not', () => {
    const waiver = grantedIn(granted());
    expect(waiver).not.toHaveProperty('control');
    expect(waiver).not.toHaveProperty('ticket');
  });
  it('nothing counts that waits, was denied or revoked', () => {
    const denied = deny(asked(), { by: 'bob', at: at(1), why: '' }).waiver;
    const revoked = revoke(granted(), { by: 'eve', at: at(2), why: '' }).waiver;
    expect(waiversInForce([], [asked(), denied, revoked])).toEqual([]);
  });
});

describe('the id of a waiver', () => {
  it('is that of its rule and scope, in whatever order the scope is written', () => {
    const id = waiverId('a', { resource: 'r', key: 'k' });
    expect(waiverId('a', { key: 'k', resource: 'r' })).toBe(id);
    const others = [
      waiverId('b', { resource: 'r', key: 'k' }),
      waiverId('a', { resource: 'r' }),
      waiverId('a', { target: 'r' }),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });
});
