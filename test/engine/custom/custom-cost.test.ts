import { expect, it } from 'vitest';
import { saidOf } from './custom-asking.ts';

const large = 'it takes more than 50000 steps.';
const list = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);
const named = (length: number): unknown => Object.fromEntries(list(length).map((i) => [`k${i}`, i]));

it.each([
  ['==', 'config.a == config.a'],
  ['!=', 'config.a != config.a'],
  ['in', 'config.a in [config.a]'],
])('what %s compares is paid for to its last leaf', (_, passWhen) => {
  expect(saidOf(passWhen, { a: list(30_000) })).toBe(large);
  expect(saidOf(passWhen, { a: { b: [named(30_000)] } })).toBe(large);
});

it('what is only looked into is not', () => {
  expect(saidOf('config.a[0] == 0 && config.a[1] == 1 && config.a[2] == 2', { a: list(40_000) })).toBe('pass');
  expect(saidOf('config.a.k1 == 1 && config.a.k2 == 2', { a: named(40_000) })).toBe('pass');
});

it('how many entries there are is asked of any list', () => {
  expect(saidOf('config.a.size() == 2000', { a: list(2000) })).toBe('pass');
});

it('an error costs once, however far it goes up', () => {
  const passWhen = 'config.a.all(x, x.b.c.d.e.f == 1 || x.ok)';
  const things = (length: number) => list(length).map(() => ({ ok: true }));
  expect(saidOf(passWhen, { a: things(150) })).toBe('pass');
  expect(saidOf(passWhen, { a: things(900) })).toBe(large);
});
