import { expect, test } from 'vitest';
import { descend } from '#clouds/descend';

/** Which places were entered, and at what depth, where `below` says what lies in each. */
async function entered(tops: readonly string[], below: Readonly<Record<string, readonly string[]>>) {
  const seen: [string, number][] = [];
  await descend(tops, (place, depth) => {
    seen.push([place, depth]);
    return Promise.resolve(below[place] ?? []);
  });
  return seen;
}

test('every place is entered, with its depth', async () => {
  expect(await entered(['a'], { a: ['b', 'c'], c: ['d'] })).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 1],
    ['d', 2],
  ]);
});
test('one that lies in another from the top is entered once, as from the top', async () => {
  expect(await entered(['a', 'c', 'c'], { a: ['b'], b: ['c'] })).toEqual([
    ['a', 0],
    ['c', 0],
    ['b', 1],
  ]);
});
test('one that lies in two is entered once', async () => {
  expect(await entered(['a', 'b'], { a: ['c'], b: ['c'] })).toHaveLength(3);
});
test('a circle ends', async () => {
  expect(await entered(['a'], { a: ['b'], b: ['a'] })).toHaveLength(2);
});
test('more than a few are entered a few at a time', async () => {
  let [now, most] = [0, 0];
  await descend(
    Array.from({ length: 20 }, (_, at) => String(at)),
    async () => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return [];
    },
  );
  expect(most).toBe(4);
});
