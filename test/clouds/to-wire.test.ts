import { expect, test } from 'vitest';
import { toWire } from '#clouds/to-wire';

test('dates, bytes and big numbers are text', () => {
  expect(toWire({ at: new Date(0), bytes: new Uint8Array([1, 2]), big: 12345678901234567890n })).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    bytes: 'AQI=',
    big: '12345678901234567890',
  });
});

test('what is undefined, null or a function is left out, false and zero stay', () => {
  const value = {
    gone: undefined,
    call: () => 1,
    none: null,
    no: false,
    zero: 0,
    list: [{ gone: undefined, none: null }],
  };
  expect(JSON.stringify(toWire(value))).toBe('{"no":false,"zero":0,"list":[{}]}');
});

test('the answer is another object than the value', () => {
  const tags = [{ Key: 'a' }];
  const wired = toWire({ tags });
  expect(wired.tags).not.toBe(tags);
});

test('a key that is the name of the prototype is a key', () => {
  const labels = Object.fromEntries([['__proto__', { polluted: true }]]);
  const wired = toWire({ labels });
  expect(Object.keys(wired.labels)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(wired.labels)).toBe(Object.prototype);
});
