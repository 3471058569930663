import { expect, test } from 'vitest';
import { oneByOne, sharing } from '#app/turns';

test('work is done one after the other, and a failure ends nothing', async () => {
  const inTurn = oneByOne();
  const order: string[] = [];
  const work = (name: string) => async (): Promise<string> => {
    order.push(`${name} begins`);
    await Promise.resolve();
    order.push(`${name} ends`);
    if (name === 'b') throw new Error('b failed');
    return name;
  };
  const all = await Promise.allSettled(['a', 'b', 'c'].map((name) => inTurn(work(name))));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('who asks before work has begun shares it, and who asks later has another', async () => {
  const shared = sharing<number>();
  const begun: string[] = [];
  const ask = (key: string) =>
    shared(key, () => {
      begun.push(key);
      if (begun.length === 1) return Promise.reject(new Error('the first fails'));
      return Promise.resolve(begun.length);
    });
  const [first, second, other] = [ask('a'), ask('a'), ask('b')];
  expect(second).toBe(first);
  await expect(first).rejects.toThrow('the first fails');
  expect(await other).toBe(2);
  const [third, fourth] = [ask('a'), ask('a')];
  expect(fourth).toBe(third);
  expect(await third).toBe(3);
  expect(begun).toEqual(['a', 'b', 'a']);
});

test('work that is running is not shared: it began before it was asked for', async () => {
  const shared = sharing<string>();
  let finish = (_: string): void => undefined;
  const first = shared('a', () => new Promise<string>((resolve) => (finish = resolve)));
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  const second = shared('a', () => Promise.resolve('second'));
  finish('first');
  expect(await Promise.all([first, second])).toEqual(['first', 'second']);
});
