import { describe, expect, it } from 'vitest';
import { celOf, settledOf, shownOf } from '#engine/custom/custom-values';

describe('a value that a finding shows', () => {
  it.each([[undefined], [null], [7], [true], ['text'], [[1, 2]], [{ a: 1 }]])('is %j as it is', (value) => {
    expect(shownOf(value)).toEqual(value);
  });
  it('is whole up to 400 characters of JSON, and counted beyond', () => {
    expect(shownOf(['x'.repeat(396)])).toEqual(['x'.repeat(396)]);
    expect(shownOf(['x'.repeat(397)])).toBe('a list of 1');
    expect(shownOf({ a: 'x'.repeat(400), b: 1 })).toBe('a map of 2 keys');
  });
});

describe('a configuration that an expression reads', () => {
  const all = { members: undefined, hidden: [] };
  const tooLarge = 'its configuration is larger than a custom rule may read';
  const zeros = (length: number): readonly number[] => Array<number>(length).fill(0);
  const lists = (levels: number): unknown => (levels === 0 ? [] : [lists(levels - 1)]);
  const maps = (levels: number): unknown => (levels === 0 ? {} : { a: maps(levels - 1) });

  it('holds 50000 values at the most', () => {
    expect(celOf({ a: zeros(49_999) }, all).size).toBe(1);
    expect(() => celOf({ a: zeros(50_000) }, all)).toThrow(tooLarge);
  });
  it('holds a million characters at the most, those of its keys among them', () => {
    expect(celOf({ a: 'x'.repeat(999_999) }, all).size).toBe(1);
    expect(() => celOf({ a: 'x'.repeat(1_000_000) }, all)).toThrow(tooLarge);
    expect(() => celOf({ [`a${'x'.repeat(1_000_000)}`]: 1 }, all)).toThrow(tooLarge);
  });
  it('is 64 levels deep at the most', () => {
    expect(celOf({ a: lists(63) }, all).size).toBe(1);
    expect(() => celOf({ a: lists(64) }, all)).toThrow(tooLarge);
    expect(celOf({ a: maps(63) }, all).size).toBe(1);
    expect(() => celOf({ a: maps(64) }, all)).toThrow(tooLarge);
  });
  it('holds nothing where a member is not defined', () => {
    expect(celOf({ a: undefined, b: { c: undefined } }, all)).toEqual(new Map([['b', new Map()]]));
  });
  it('is of the members that are read', () => {
    expect(celOf({ a: 1, b: 2 }, { members: new Set(['b']), hidden: [] })).toEqual(new Map([['b', 2n]]));
  });
});

describe('what changes by itself', () => {
  it('is left out where it stands, and nowhere else', () => {
    const config = { status: { heartbeat: 1, phase: 'x' }, other: { heartbeat: 2, t: { heartbeat: 3 } }, list: [1] };
    const kept = { status: { phase: 'x' }, other: { heartbeat: 2, t: { heartbeat: 3 } }, list: [1] };
    expect(settledOf(config, ['status.heartbeat'])).toEqual(kept);
    // As long as `status.`: what is cut off there is no path of another member.
    expect(settledOf({ others: { heartbeat: 1 } }, ['status.heartbeat'])).toEqual({ others: { heartbeat: 1 } });
    expect(settledOf(config, [])).toBe(config);
    expect(settledOf('text', ['a'])).toBe('text');
  });
  it('is not shown to an expression either', () => {
    const shown = celOf(
      { others: { heartbeat: 1 }, status: { heartbeat: 2, phase: 'x' } },
      {
        ...{ members: undefined, hidden: ['status.heartbeat'] },
      },
    );
    expect(shown).toEqual(
      new Map<string, unknown>([
        ['others', new Map([['heartbeat', 1n]])],
        ['status', new Map([['phase', 'x']])],
      ]),
    );
  });
});
