import { expect, it } from 'vitest';
import { isAddressOf, isTouched } from '#engine/moved/touched';

const touched = [
  { target: 't', type: 'door', id: 'a' },
  { target: 't', type: 'lock' },
  { target: 't', type: 'wall', id: 'a/' },
];

it.each([
  ['door', 'a', true],
  ['door', 'b', false],
  ['lock', 'b', true],
  ['wall', 'a/b', true],
  ['wall', 'ab', false],
  ['gate', 'a', false],
])('a change may have altered the %s %s: %s', (type, id, is) => {
  expect(isTouched(touched, { type, id })).toBe(is);
});

it.each([
  ['a', 'a', true],
  ['a', 'a/b', false],
  ['a/', 'a/b', true],
  ['a/', 'b/a/', false],
])('%s is the address of %s: %s', (address, id, is) => {
  expect(isAddressOf(address, id)).toBe(is);
});
