import { expect, test } from 'vitest';
import { seeded } from './seeded.ts';
import { tokenBucket } from './token-bucket.ts';
import { virtualClock } from './virtual-clock.ts';

test('time jumps to the end of the earliest sleep', async () => {
  const clock = virtualClock(1000);
  const woken: string[] = [];
  await Promise.all([
    clock.sleep(500).then(() => woken.push(`long at ${String(clock.now())}`)),
    clock.sleep(20).then(() => woken.push(`short at ${String(clock.now())}`)),
  ]);
  expect(woken).toEqual(['short at 1020', 'long at 1500']);
  expect(clock.elapsed()).toBe(500);
});

test('time stands still while work is under way', async () => {
  const clock = virtualClock();
  const sleeping = clock.sleep(10);
  const seen = await clock.during(async () => {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    return clock.now();
  });
  expect(seen).toBe(0);
  await sleeping;
  expect(clock.now()).toBe(10);
});

test('a bucket gives its burst at once and its rate after that', () => {
  const bucket = tokenBucket({ burst: 3, perSecond: 10 }, 0);
  const given = [0, 0, 0, 0, 99, 100, 150, 200].map((now) => bucket.take(now));
  expect(given).toEqual([true, true, true, false, false, true, false, true]);
});

test('the same seed gives the same numbers, and forks do not disturb each other', () => {
  const numbers = (seed: number): number[] => {
    const random = seeded(seed);
    return Array.from({ length: 5 }, () => random.next());
  };
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
  const parent = seeded(1);
  const before = parent.fork('a').next();
  parent.next();
  expect(parent.fork('a').next()).toBe(before);
  expect(() => parent.pick([])).toThrow(RangeError);
});
