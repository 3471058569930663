import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#lib/canonical';

test('keys are in order at every depth, whatever their order was', () => {
  expect(canonicalJson({ b: [{ d: 1, c: { f: 2, e: 3 } }], a: null })).toBe(
    '{"a":null,"b":[{"c":{"e":3,"f":2},"d":1}]}',
  );
  expect(canonicalJson({ a: 1, b: { d: 1, c: 2 } })).toBe('{"a":1,"b":{"c":2,"d":1}}');
});

test('a key that names what objects inherit is a key like others', () => {
  const read = (text: string): unknown => JSON.parse(text);
  expect(canonicalJson(read('{"b":1,"__proto__":{"d":1,"c":2}}'))).toBe('{"__proto__":{"c":2,"d":1},"b":1}');
  expect(canonicalJson(read('{"__proto__":{"d":1,"c":2},"b":1}'))).toBe('{"__proto__":{"c":2,"d":1},"b":1}');
});

test('nothing is lost and the value stays as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const before = JSON.stringify(value);
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(before));
      expect(JSON.stringify(value)).toBe(before);
    }),
  );
});
