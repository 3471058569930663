import { describe, expect, test } from 'vitest';
import { takeDeliveries, type Deliveries } from '#app/stack/deliveries';
import type { Tracked } from '#app/changes/take-in';
import type { EventReader } from '#model';
import { eventOf, groundOf, processOn, type Process } from './stack-shop.ts';

/** Takes messages whose body names one of some events. */
function intakeOf(shop: Process, events: Readonly<Record<string, Tracked>>) {
  const heard: string[] = [];
  const aside: string[] = [];
  const reader: EventReader = {
    ...{ provider: 'aws', announces: [] },
    read(document) {
      if (document === 'trap') throw new TypeError('a reader that breaks');
      const event = events[String(document)];
      return event && [event, ...(document === 'half' ? [{ is: 'malformed' as const, why: 'Half is no event.' }] : [])];
    },
  };
  const to: Deliveries = {
    readers: [reader],
    ...shop.orders,
    putAside: (body, why) => Promise.resolve(void aside.push(`${body} ${why}`)),
    said: (what) => void heard.push(what),
    failed: (id) => void heard.push(`failed ${id}`),
  };
  const take = (...bodies: readonly string[]) =>
    takeDeliveries(
      shop.stack,
      to,
      bodies.map((body) => ({ id: `m-${body}`, body })),
    );
  return { heard, aside, take };
}

const shopWith = async () => {
  const ground = groundOf({ a: {}, b: {} });
  const shop = processOn(ground);
  await shop.sweep();
  const events = { '1': eventOf(ground, 'a', true), '2': eventOf(ground, 'b', true) };
  return { ground, shop, events };
};

describe('a batch of messages', () => {
  test('has what is no event put aside with the reason, and what a reader breaks on; the others are taken', async () => {
    const { shop, events } = await shopWith();
    const { aside, take } = intakeOf(shop, { ...events });
    expect(await take('{', '"trap"', '1', '"none"', '2')).toEqual([]);
    expect(aside).toEqual([
      '{ It is not JSON.',
      '"trap" It cannot be read: TypeError: a reader that breaks',
      '"none" It has the form of no audit record that is known.',
    ]);
    expect((await shop.memory.following()).map(({ change }) => change.eventId).toSorted()).toEqual([
      'e-a-true',
      'e-b-true',
    ]);
  });

  test('of which one is half an event has its change taken, and is put aside', async () => {
    const { shop, events } = await shopWith();
    const { aside, heard, take } = intakeOf(shop, { half: events['1'] });
    expect(await take('"half"')).toEqual([]);
    expect(heard).toEqual(['ordered']);
    expect(aside).toEqual(['"half" Half is no event.']);
  });

  test('is taken whole while others judge: what it announces is announced by whoever judges next', async () => {
    const { ground, shop, events } = await shopWith();
    const { heard, take } = intakeOf(shop, { ...events });
    const held = (await shop.stack.leases.take('judge', 'another', 3_600_000))!;
    expect(await take('1', '2')).toEqual([]);
    expect(heard).toEqual(['ordered', 'ordered']);
    expect(await shop.memory.following()).toHaveLength(2);
    expect(ground.queue.map(({ judge, look }) => judge?.do ?? look?.look)).toEqual(['announce', 0, 'announce', 0]);
    await shop.stack.leases.release(held);
    await shop.pump(ground.clock.time);
    expect((await shop.standing()).toSorted()).toEqual(['a announced ana', 'b announced ana']);
  });

  test('that the store cannot take is delivered again alone', async () => {
    const { ground, shop, events } = await shopWith();
    const lame = processOn(ground, {
      between: {
        table: (it) => ({
          ...it,
          put: (item) => (item.sort.includes('e-a') ? Promise.reject(new Error('throttled')) : it.put(item)),
        }),
        files: (it) => it,
        order: (send) => send(),
      },
    });
    const { heard, take } = intakeOf(lame, { ...events });
    expect(await take('1', '2')).toEqual(['m-1']);
    expect(heard).toEqual(['failed m-1', 'ordered']);
    const again = intakeOf(shop, { ...events });
    expect(await again.take('1')).toEqual([]);
    await shop.pump(ground.clock.time);
    expect((await shop.standing()).toSorted()).toEqual(['a announced ana', 'b announced ana']);
  });
});
