import { expect, test } from 'vitest';
import { merged } from '#clouds/azure/merge';

interface Shape {
  readonly one?: { readonly a?: number; readonly b?: number };
  readonly list?: readonly number[];
  readonly text?: string;
}

const whole: Shape = { one: { a: 1, b: 2 }, list: [1, 2], text: 'was' };

test('objects are merged at every depth, all else is replaced', () => {
  expect(merged(whole, { one: { b: 3 }, list: [3] })).toEqual({ one: { a: 1, b: 3 }, list: [3], text: 'was' });
});

test('what is not there yet is put in', () => {
  expect(merged<Shape>({}, { one: { a: 1 } })).toEqual({ one: { a: 1 } });
});

test('undefined changes nothing', () => {
  expect(merged(whole, { text: undefined, one: { a: undefined } })).toEqual(whole);
});

test('what was given is left as it was', () => {
  const given = structuredClone(whole);
  merged(given, { one: { a: 9 } });
  expect(given).toEqual(whole);
});
