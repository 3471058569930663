import { describe, expect, test } from 'vitest';
import { alone } from '#app/stack/alone';
import type { Memory } from '#model';
import { eventOf, groundOf, processOn, type Between, type Ground, type Process } from './stack-shop.ts';

/** A process that counts how often it reads all findings. */
function counting(ground: Ground, between?: Between) {
  const shop = processOn(ground, between ? { between } : {});
  let reads = 0;
  const { findings } = shop.memory;
  const memory: Memory = Object.assign(shop.memory, {
    findings: () => {
      reads += 1;
      return findings();
    },
  });
  return { shop: { ...shop, memory }, reads: () => reads };
}

const minute = 60_000;

const opened = async (ground: Ground, by: Process, id: string): Promise<void> => {
  ground.clock.time += minute;
  ground.doors.set(id, { open: true });
  await by.hear(eventOf(ground, id));
  await by.pump(ground.clock.time);
};

describe('the findings that a process judged by last', () => {
  test('are not read again while nobody else judges', async () => {
    const ground = groundOf({ a: {}, b: {}, c: {} });
    const { shop, reads } = counting(ground);
    await shop.sweep();
    for (const id of ['a', 'b', 'c']) await opened(ground, shop, id);
    expect(reads()).toBe(1);
    expect((await shop.standing()).toSorted()).toEqual(['a open ana', 'b open ana', 'c open ana']);
    ground.clock.time += minute;
    ground.doors.set('a', {});
    await shop.sweep();
    expect(reads()).toBe(1);
    expect((await shop.standing()).toSorted()).toEqual(['a resolved ana', 'b open ana', 'c open ana']);
  });

  test('need not be read after another one judged: what that one moved is seen in its states', async () => {
    const ground = groundOf({ a: {}, b: {} });
    const [one, other] = [counting(ground), counting(ground)];
    await one.shop.sweep();
    await opened(ground, other.shop, 'a');
    ground.clock.time += minute;
    ground.doors.set('a', {});
    await one.shop.hear(eventOf(ground, 'a', undefined, { eventId: 'shut', actor: 'ben' }));
    await one.shop.pump(ground.clock.time);
    expect([one.reads(), other.reads()]).toEqual([1, 0]);
    const [finding] = await one.shop.memory.findings();
    const history = (await one.shop.memory.history(finding?.id ?? '')).map(({ kind }) => kind);
    expect(history).toEqual(['opened', 'resolved']);
  });

  test('are read again after a write that failed half-way, by whoever comes next', async () => {
    const ground = groundOf({ a: {}, b: {} });
    let isLame = false;
    const lame: Between = {
      table: (it) => ({
        ...it,
        put: (item) => (isLame && item.partition === 'runs' ? Promise.reject(new Error('throttled')) : it.put(item)),
      }),
      files: (it) => it,
      order: (send) => send(),
    };
    const { shop, reads } = counting(ground, lame);
    await shop.sweep();
    isLame = true;
    // The finding is moved, and the run is not written.
    await expect(opened(ground, shop, 'a')).rejects.toThrow('throttled');
    isLame = false;
    const before = reads();
    await shop.pump(ground.clock.time);
    expect(reads()).toBe(before + 1);
    expect(await shop.standing()).toEqual(['a open ana']);
    const [finding] = await shop.memory.findings();
    expect((await shop.memory.history(finding?.id ?? '')).map(({ kind }) => kind)).toEqual(['opened']);
  });

  test('are read each time for five minutes after one died that judged: what it wrote may come late', async () => {
    const ground = groundOf({ a: {}, b: {}, c: {}, d: {} });
    const { shop, reads } = counting(ground);
    await shop.sweep();
    await processOn(ground).stack.leases.take('judge', 'dead', minute);
    ground.clock.time += 5 * minute;
    await opened(ground, shop, 'a');
    const first = reads();
    await opened(ground, shop, 'b');
    expect([first, reads()]).toEqual([2, 3]);
    ground.clock.time += 5 * minute;
    await opened(ground, shop, 'c');
    await opened(ground, shop, 'd');
    expect(reads()).toBe(4);
  });

  test('are not kept by one that lost the right to judge', async () => {
    const ground = groundOf({ a: {} });
    const { shop, reads } = counting(ground);
    await shop.sweep();
    const other = processOn(ground);
    const slow = alone(shop.stack, 0, async ({ memory }) => {
      ground.clock.time += 60 * minute;
      await alone(other.stack, 0, (held) => held.memory.findings());
      return memory.findings();
    });
    await slow;
    const before = reads();
    await opened(ground, shop, 'a');
    expect(reads()).toBe(before + 1);
  });
});
