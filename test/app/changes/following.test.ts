import { expect, test } from 'vitest';
import { memoryOn } from '#store/memory';
import { quickPorts } from '../../support/quick-store.ts';
import { shopOf } from '../watched-shop.ts';

test('what a change moved is remembered at the next look, where its judgement could not be', async () => {
  const held = memoryOn(quickPorts());
  let isFull = false;
  const write: typeof held.write = (outcome) =>
    isFull ? Promise.reject(new Error('the disk is full')) : held.write(outcome);
  const shop = shopOf({ doors: { a: {}, b: {} }, memory: { ...held, write } });
  await shop.watch.sweep();
  shop.doors.set('a', { open: true });
  isFull = true;
  await expect(shop.hear('a')).rejects.toThrow('the disk is full');
  expect(await shop.memory.findings()).toEqual([]);
  isFull = false;
  await shop.hear('b', undefined, { actor: 'bo' });
  expect(shop.moved).toEqual(['opened a by change of ana']);
  expect((await shop.memory.findings()).map(({ status, change }) => `${status} ${change?.actor}`)).toEqual([
    'open ana',
  ]);
});
