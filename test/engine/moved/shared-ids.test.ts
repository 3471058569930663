import { describe, expect, it } from 'vitest';
import { widening } from '#engine/moved/shared-ids';
import { worldOf } from '#engine/world';
import { defineRule, pass } from '#rule';
import { about, aDoor, aLock, gap, snapshot } from '../shop.ts';

const rules = [defineRule({ ...about, id: 'closed', evaluate: () => pass() })];
const in1 = 'aws:1:eu';
const in2 = 'aws:2:eu';
const in3 = 'aws:3:eu';
const none = new Set<string>();

const wideOf = (...sets: readonly (readonly Parameters<typeof snapshot>[])[]) =>
  widening(
    sets.map((set) => worldOf(set.map((args) => snapshot(...args)))),
    rules,
  );

describe('some targets are judged together', () => {
  it('with those that hold one of the same objects, and those that share another one with these', () => {
    const widen = wideOf([
      [[aDoor('a', {}, in1)], { id: in1 }],
      [[aDoor('a', {}, in2), aDoor('b', {}, in2)], { id: in2 }],
      [[aDoor('b', {}, in3)], { id: in3 }],
    ]);
    expect(widen(new Set([in1]), [])).toEqual(new Set([in1, in2, in3]));
    expect(widen(none, ['a'])).toEqual(new Set([in1, in2, in3]));
    expect(widen(none, ['nowhere'])).toEqual(none);
  });
  it('with those where the same object could not be read', () => {
    const widen = wideOf([
      [[aDoor('a', {}, in1)], { id: in1 }],
      [[], { id: in2, gaps: [gap(['door'], 'a', in2)] }],
    ]);
    expect(widen(new Set([in1]), [])).toEqual(new Set([in1, in2]));
    expect(widen(new Set([in2]), [])).toEqual(new Set([in1, in2]));
  });
  it('with those where it stood before', () => {
    const widen = wideOf(
      [
        [[aDoor('a', {}, in1)], { id: in1 }],
        [[aDoor('a', {}, in2)], { id: in2 }],
      ],
      [
        [[aDoor('a', {}, in1)], { id: in1 }],
        [[], { id: in2 }],
      ],
    );
    expect(widen(new Set([in1]), [])).toEqual(new Set([in1, in2]));
  });
  it('but not for objects that no rule judges', () => {
    const widen = wideOf([
      [[aLock('l', 'a', in1)], { id: in1 }],
      [[aLock('l', 'a', in2)], { id: in2 }],
    ]);
    expect(widen(new Set([in1]), [])).toEqual(new Set([in1]));
  });
});
