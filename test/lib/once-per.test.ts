import { expect, test } from 'vitest';
import { oncePer } from '#lib/once-per';

test('works once for each object, and again for one that is only equal', () => {
  const asked: object[] = [];
  const sizeOf = oncePer((of: readonly string[]) => {
    asked.push(of);
    return { size: of.length };
  });
  const [one, alike] = [['a'], ['a']];
  expect(sizeOf(one)).toBe(sizeOf(one));
  expect(sizeOf(alike)).not.toBe(sizeOf(one));
  expect(asked).toEqual([one, alike]);
});
