import { expect, test } from 'vitest';
import { isLike } from '#lib/wildcard';

test.each([
  ['shop', 'shop'],
  ['shop', 's*'],
  ['shop', '*'],
  ['', '*'],
  ['shop', 'sh?p'],
  ['shop', '**o*p*'],
  ['a-b-a-c', '*a-c'],
  ['a.b', 'a.b'],
])('%j is like %j', (text, pattern) => {
  expect(isLike(text, pattern)).toBe(true);
});

test.each([
  ['shop', 'sho'],
  ['shop', 'shops'],
  ['shop', '*x*'],
  ['', '?'],
  ['axb', 'a.b'],
  ['shop', 'Shop'],
])('%j is not like %j', (text, pattern) => {
  expect(isLike(text, pattern)).toBe(false);
});

test('a pattern of many stars is told at once', () => {
  expect(isLike('a'.repeat(10_000), `${'*a'.repeat(200)}b`)).toBe(false);
});
