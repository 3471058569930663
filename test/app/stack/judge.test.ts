import { describe, expect, test } from 'vitest';
import { eventOf, groundOf, processOn } from './stack-shop.ts';

const shopWith = async (doors: Parameters<typeof groundOf>[0]) => {
  const ground = groundOf(doors);
  const shop = processOn(ground);
  await shop.sweep();
  return { ground, shop };
};

describe('while others judge', () => {
  test('an order to judge is given back and made again: a request is announced then, and what was read is judged', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    const held = (await shop.stack.leases.take('judge', 'another', 3_600_000))!;
    const event = eventOf(ground, 'a', true);
    expect(await shop.hear(event)).toBe('ordered');
    ground.doors.set('a', { open: true });
    expect(await shop.pump(ground.clock.time)).toEqual(['settled']);
    expect(shop.judged).toEqual(['given-back']);
    expect(await shop.standing()).toEqual([]);
    await shop.stack.leases.release(held);
    await shop.pump();
    expect(shop.judged).toEqual(['given-back', 'settled', 'repeated']);
    expect(await shop.standing()).toEqual(['a open ana']);
  });
});

describe('changes whose orders to judge come at once', () => {
  test('that move nothing of what is judged are one run', async () => {
    const { ground, shop } = await shopWith({ a: {}, b: {} });
    for (const id of ['a', 'b']) {
      ground.doors.set(id, { state: 'PAINTED' });
      await shop.hear(eventOf(ground, id));
    }
    expect(await shop.pump()).toEqual(['settled', 'settled']);
    expect(shop.judged).toEqual(['settled', 'settled']);
    expect((await shop.memory.runs(9)).map(({ kind }) => kind)).toEqual(['re-read', 'sweep']);
    for (const { state, reads } of await shop.memory.changes(9)) expect([state, reads]).toEqual(['settled', 1]);
  });

  test('that move something have each moved its own, in the order in which they were read', async () => {
    const { ground, shop } = await shopWith({ a: {}, b: {} });
    ground.doors.set('a', { open: true }).set('b', { open: true });
    await shop.hear(eventOf(ground, 'b', undefined, { actor: 'ben' }));
    await shop.hear(eventOf(ground, 'a'));
    await shop.pump();
    expect((await shop.standing()).toSorted()).toEqual(['a open ana', 'b open ben']);
    const opened = (await shop.memory.changes(9)).map((it) => it.opened.length);
    expect(opened).toEqual([1, 1]);
  });

  test('and touch the same object are judged one after the other, though together they move nothing', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    await shop.hear(eventOf(ground, 'a', undefined, { eventId: 'one' }));
    await shop.hear(eventOf(ground, 'a', undefined, { eventId: 'two', actor: 'ben' }));
    const looks = ground.queue.splice(0).flatMap(({ look }) => look ?? []);
    ground.doors.set('a', { open: true });
    await shop.look(looks[0]!);
    ground.clock.time += 1000;
    ground.doors.set('a', {});
    await shop.look(looks[1]!);
    await shop.pump();
    const [finding] = await shop.memory.findings();
    const history = (await shop.memory.history(finding?.id ?? '')).map(
      (it) => `${it.kind} ${it.finding.change?.actor}`,
    );
    expect(history).toEqual(['opened ana', 'resolved ben']);
  });

  test('of which one cannot be judged keep no other waiting', async () => {
    const { ground, shop } = await shopWith({ a: {}, b: {} });
    ground.doors.set('a', { open: true }).set('b', { open: true });
    await shop.hear(eventOf(ground, 'a'));
    await shop.hear(eventOf(ground, 'b', undefined, { actor: 'ben' }));
    const lame = processOn(ground, {
      between: {
        table: (it) => ({
          ...it,
          put: (item) =>
            item.partition === 'changes' && item.sort.endsWith('e-a-any')
              ? Promise.reject(new Error('throttled'))
              : it.put(item),
        }),
        files: (it) => it,
        order: (send) => send(),
      },
    });
    for (const { look } of ground.queue.splice(0)) if (look) await shop.look(look);
    const orders = ground.queue.splice(0).flatMap(({ judge }) => judge ?? []);
    await expect(lame.judge(...orders)).rejects.toThrow('throttled');
    expect(await shop.judge(...orders)).toEqual(['settled', 'repeated']);
    expect((await shop.standing()).toSorted()).toEqual(['a open ana', 'b open ben']);
    expect((await shop.memory.changes(9)).map((it) => it.opened.length)).toEqual([1, 1]);
  });
});

test('an order to judge of a change that nobody remembers is let go, and nobody waits for the right to judge', async () => {
  const { shop } = await shopWith({ a: {} });
  await shop.stack.leases.take('judge', 'another', 3_600_000);
  expect(await shop.judge({ do: 'judge', eventId: 'forged', at: '2026-11-22T09:00:00Z' })).toEqual(['unknown']);
});
