import { describe, expect, it } from 'vitest';
import { refreshed } from '#engine/moved/refresh';
import type { Gap, Reading, Resource, Touched } from '#model';
import { aDoor, aLock, gap, places, snapshot } from '../shop.ts';

const stood: Reading = snapshot([aDoor('a', { wall: 'old' }), aDoor('b'), aLock('l', 'a'), aLock('m', 'b')]);
const touched = (type: string, id?: string): Touched => ({ target: places.one, type, ...(id !== undefined && { id }) });
const again = (
  asked: readonly Touched[],
  read: { resources?: readonly Resource[]; complete?: readonly string[]; gaps?: readonly Gap[] },
  gone: readonly string[] = [],
  old = stood,
): Reading => {
  const reading: Reading = {
    ...stood,
    resources: [],
    complete: [],
    gaps: [],
    ...read,
    startedAt: '2026-11-09T00:00:00Z',
  };
  return refreshed(old, { reading, asked, gone: new Set(gone) });
};
const ids = ({ resources }: Reading): string[] => resources.map(({ id }) => id).sort();

describe('what was read again', () => {
  it('stands in place of what was read before, beside the rest', () => {
    const after = again([touched('door', 'a')], { resources: [aDoor('a', { wall: 'new' })] });
    expect(ids(after)).toEqual(['a', 'b', 'l', 'm']);
    expect(after.resources.find(({ id }) => id === 'a')?.config).toEqual({ wall: 'new' });
    expect([after.complete, after.gaps, after.startedAt]).toEqual([stood.complete, [], stood.startedAt]);
  });
  it('may be new, and may be more than was asked for', () => {
    expect(ids(again([touched('door', 'c')], { resources: [aDoor('c'), aLock('n', 'c')] }))).toEqual([
      ...['a', 'b', 'c', 'l', 'm', 'n'],
    ]);
  });
  it('is all of its type where the type was listed anew', () => {
    const after = again([touched('lock')], { resources: [aLock('n', 'a')], complete: ['lock'] });
    expect(ids(after)).toEqual(['a', 'b', 'n']);
  });
  it('is gone where its own address said so, whatever the type', () => {
    const gaps = [{ ...gap(['door'], 'a'), reason: 'not-found' as const }];
    const after = again([touched('door', 'a')], { gaps }, ['a']);
    expect([ids(after), after.gaps]).toEqual([['b', 'l', 'm'], []]);
    expect(again([], {}, ['a'], after)).toMatchObject({ complete: stood.complete });
  });
  it('that failed leaves a gap and nothing of before', () => {
    const gaps = [gap(['door'], 'a')];
    const after = again([touched('door', 'a')], { gaps });
    expect([ids(after), after.gaps, after.complete]).toEqual([['b', 'l', 'm'], gaps, stood.complete]);
  });
  it('whose listing failed leaves the type unread', () => {
    const after = again([touched('lock')], { gaps: [gap(['lock'])] });
    expect([ids(after), after.complete, after.gaps]).toEqual([['a', 'b'], ['door'], [gap(['lock'])]]);
  });
  it('that says nothing of an address leaves nothing there, as a part that its object does not have', () => {
    const after = again([touched('door', 'a')], {});
    expect([ids(after), after.complete, after.gaps]).toEqual([['b', 'l', 'm'], stood.complete, []]);
  });
  it('that says nothing of a listing is a gap', () => {
    const after = again([touched('lock')], {});
    expect(after.gaps).toMatchObject([{ reason: 'malformed', types: ['lock'], target: places.one }]);
    expect(after.gaps[0]?.detail).toBe('A read after a change said nothing of the lock objects of the target.');
    expect([ids(after), after.complete]).toEqual([['a', 'b'], ['door']]);
  });
  it('may be asked for by an address whose last part is open', () => {
    const old: Reading = { ...stood, resources: [aDoor('a/1'), aDoor('a/b/1'), aDoor('ab')] };
    const asked = [touched('door', 'a/')];
    expect(ids(again(asked, { resources: [aDoor('a/2')] }, [], old))).toEqual(['a/2', 'ab']);
    const gaps = [gap(['door'], 'a/')];
    expect(ids(again(asked, { gaps }, [], old))).toEqual(['ab']);
    const gone = again(asked, { gaps }, ['a/'], { ...old, gaps: [gap(['door'], 'a/1')] });
    expect([ids(gone), gone.gaps]).toEqual([['ab'], []]);
  });
  it('stands alone where all of the target was read', () => {
    const reading: Reading = {
      ...stood,
      resources: [aDoor('n')],
      gaps: [gap(['lock'])],
      startedAt: '2026-11-09T00:00:00Z',
    };
    expect(refreshed(stood, { reading, asked: [touched('door', 'a')], gone: new Set(), whole: true })).toBe(reading);
  });
  it('mends the gaps that it fills, and no others', () => {
    const gaps = [gap(['door'], 'a'), gap(['door'], 'z'), gap(['lock'])];
    const old: Reading = { ...stood, resources: [], complete: ['door'], gaps };
    const after = again([touched('door', 'a')], { resources: [aDoor('a')] }, [], old);
    expect(after.gaps).toEqual(gaps.slice(1));
    const listed = again([touched('lock')], { complete: ['lock'] }, [], old);
    expect([listed.gaps, listed.complete]).toEqual([gaps.slice(0, 2), ['door', 'lock']]);
    const doors = again([touched('door')], { complete: ['door'] }, [], old);
    expect(doors.gaps).toEqual(gaps.slice(2));
    expect(again([], {}, ['z'], old).gaps).toEqual([gaps[0], gaps[2]]);
    expect(again([touched('door', 'z')], {}, [], old).gaps).toEqual([gaps[0], gaps[2]]);
    const both = { ...old, gaps: [gap(['door', 'lock'])] };
    expect(again([touched('lock')], { complete: ['lock'] }, [], both).gaps).toEqual(both.gaps);
  });
  it('takes a listing that failed for unread, whatever was asked for', () => {
    const after = again([touched('door', 'a')], { resources: [aDoor('a')], gaps: [gap(['lock'])] });
    expect([ids(after), after.complete]).toEqual([['a', 'b'], ['door']]);
  });
  it('leaves nothing at an address that could not be read, whatever was asked for', () => {
    expect(ids(again([], { gaps: [gap(['door'], 'a')] }))).toEqual(['b', 'l', 'm']);
  });
  it('leaves alone what has the same address and is of another type', () => {
    const old: Reading = { ...stood, resources: [aDoor('a'), aLock('a', 'b')] };
    expect(again([touched('door', 'a')], {}, [], old).resources).toEqual([aLock('a', 'b')]);
  });
  it('mends a gap of several types where all of them were read, and no listing by an address', () => {
    const old: Reading = { ...stood, gaps: [gap(['door', 'lock'], 'a'), gap(['door'])] };
    expect(again([touched('door', 'a')], {}, [], old).gaps).toEqual(old.gaps);
    expect(again([touched('door', 'a'), touched('lock', 'a')], {}, [], old).gaps).toEqual(old.gaps.slice(1));
    expect(again([touched('door', 'a/')], {}, [], old).gaps).toEqual(old.gaps);
  });
  it('keeps the scopes of its target, and gives some to one that had none', () => {
    const none = { ...stood, target: { ...stood.target, scopes: [] } };
    expect(again([touched('door')], { complete: ['door', 'lock'] }, [], none).target.scopes).toEqual(['aws-region']);
    const still = refreshed(none, { reading: { ...none, resources: [], gaps: [] }, asked: [], gone: new Set() });
    expect(still.target.scopes).toEqual([]);
    const lost = refreshed(stood, { reading: { ...none, resources: [] }, asked: [], gone: new Set() });
    expect(lost.target.scopes).toEqual(['aws-region']);
  });
});
