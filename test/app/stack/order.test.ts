import { describe, expect, test } from 'vitest';
import { alone, busy } from '#app/stack/alone';
import { aDoor } from '../../engine/shop.ts';
import { eventOf, groundOf, processOn, readingOf, type Ground } from './stack-shop.ts';

const iso = ({ clock }: Ground): string => new Date(clock.time).toISOString();

describe('an older read never replaces a newer one', () => {
  test('where a slow look ends after a newer one of the same object', async () => {
    const ground = groundOf({ a: {} });
    const quick = processOn(ground);
    await quick.sweep();
    const slow = processOn(ground, {
      // It has been answered that the door is closed; meanwhile it is opened, and that is read and judged.
      async whileReading() {
        ground.clock.time += 1000;
        ground.doors.set('a', { open: true });
        const order = ground.queue.find(({ look }) => look?.eventId === 'second');
        await quick.look(order!.look!);
        await quick.judge({ do: 'judge', eventId: 'second', at: order!.look!.at });
      },
    });
    await quick.hear(eventOf(ground, 'a', undefined, { eventId: 'first' }));
    await quick.hear(eventOf(ground, 'a', undefined, { eventId: 'second' }));
    const { look: first } = ground.queue[0]!;
    await slow.look(first!);
    await quick.judge({ do: 'judge', eventId: 'first', at: first!.at });
    expect(await quick.standing()).toEqual(['a open ana']);
  });

  test('where a sweep that had read the object before is judged after the look', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.sweep();
    const old = readingOf([aDoor('a', {})], iso(ground));
    ground.clock.time += 1000;
    ground.doors.set('a', { open: true });
    await shop.hear(eventOf(ground, 'a'));
    await shop.pump(ground.clock.time);
    ground.clock.time += 1000;
    await shop.sweep({ readings: [old] });
    expect(await shop.standing()).toEqual(['a open ana']);
  });

  test('where a look that began before the sweep read is judged after the sweep', async () => {
    const ground = groundOf({ a: { open: true } });
    const shop = processOn(ground);
    await shop.sweep();
    const slow = processOn(ground, {
      async whileReading() {
        ground.clock.time += 1000;
        ground.doors.set('a', {});
        await shop.sweep();
      },
    });
    const { change } = eventOf(ground, 'a');
    await shop.hear(eventOf(ground, 'a'));
    await slow.look(ground.queue[0]!.look!);
    await slow.judge({ do: 'judge', ...change });
    expect(await shop.standing()).toEqual(['a resolved nobody']);
  });

  test('nor do the clocks of two functions that are a minute apart', async () => {
    const ground = groundOf({ a: {} });
    const ahead = processOn(ground, { off: 60_000 });
    const behind = processOn(ground);
    await behind.sweep();
    ground.doors.set('a', { open: true });
    await behind.hear(eventOf(ground, 'a', undefined, { eventId: 'first' }));
    await ahead.look(ground.queue.shift()!.look!);
    await ahead.judge(ground.queue.pop()!.judge!);
    expect(await behind.standing()).toEqual(['a open ana']);
    ground.clock.time += 10_000;
    ground.doors.set('a', {});
    await behind.hear(eventOf(ground, 'a', undefined, { eventId: 'second', actor: 'ben' }));
    const order = ground.queue.find(({ look }) => look?.eventId === 'second')!;
    await behind.look(order.look!);
    await behind.judge({ do: 'judge', eventId: 'second', at: order.look!.at });
    expect(await behind.standing()).toEqual(['a resolved ben']);
    // What is judged later stands as the later run, too.
    const [last] = await behind.memory.runs(1);
    expect((await behind.memory.scan(last!.id))?.findings).toEqual([]);
  });
});

test('two looks and a sweep at once, in any order of their judgements, come to what was read last', async () => {
  const ground = groundOf({ a: {}, b: {} });
  const shop = processOn(ground);
  await shop.sweep();
  ground.doors.set('a', { open: true });
  ground.doors.set('b', { open: true });
  await shop.hear(eventOf(ground, 'a', undefined, { eventId: 'one' }));
  await shop.hear(eventOf(ground, 'b', undefined, { eventId: 'two' }));
  const [one, two] = ground.queue.flatMap(({ look }) => look ?? []);
  const others = [processOn(ground), processOn(ground)];
  await Promise.all([shop.look(one!), others[0]!.look(two!), others[1]!.sweep({ execution: 'at-once' })]);
  await shop.pump();
  // Whoever judges a door first has opened its finding: a sweep knows of no change.
  expect((await shop.standing()).map((it) => it.replace(/ \w+$/, '')).sort()).toEqual(['a open', 'b open']);
  const [last] = await shop.memory.runs(1);
  expect((await shop.memory.scan(last!.id))?.findings).toHaveLength(2);
});

describe('what was read and is not judged yet', () => {
  const read = async () => {
    const ground = groundOf({ a: {}, b: {} });
    const shop = processOn(ground);
    await shop.sweep();
    const before = readingOf([aDoor('a', {}), aDoor('b', {})], iso(ground));
    ground.doors.set('a', { open: true }).set('b', { open: true });
    await shop.hear(eventOf(ground, 'a'));
    await shop.hear(eventOf(ground, 'b', undefined, { actor: 'ben' }));
    for (const { look } of ground.queue.splice(0)) if (look) expect(await shop.look(look)).toBe('settled');
    return { ground, shop, before, orders: ground.queue.splice(0).flatMap(({ judge }) => judge ?? []) };
  };

  test('is judged for its own change by whoever judges first, and once', async () => {
    const { shop, orders } = await read();
    expect(await shop.judge(orders[1]!)).toEqual(['settled']);
    expect((await shop.standing()).toSorted()).toEqual(['a open ana', 'b open ben']);
    const runs = (await shop.memory.runs(9)).length;
    expect(await shop.judge(orders[0]!)).toEqual(['repeated']);
    expect(await shop.memory.runs(9)).toHaveLength(runs);
    for (const record of await shop.memory.changes(9)) {
      expect(record).toMatchObject({ state: 'settled', reads: 1, opened: [expect.any(String)] });
    }
  });

  test('is judged for its change before a sweep is', async () => {
    const { shop, before, orders } = await read();
    await shop.sweep({ readings: [before] });
    expect((await shop.standing()).toSorted()).toEqual(['a open ana', 'b open ben']);
    expect(await shop.judge(...orders)).toEqual(['repeated', 'repeated']);
    expect(await shop.memory.changeOf(orders[0]!)).toMatchObject({ state: 'settled', opened: [expect.any(String)] });
  });

  test('though the sweep began to read later: whoever was to judge it waited for longer than the sweep took', async () => {
    const { ground, shop, orders } = await read();
    ground.clock.time += 60_000;
    const swept = readingOf([aDoor('a', { open: true }), aDoor('b', { open: true })], iso(ground));
    ground.clock.time += 60_000;
    await shop.sweep({ readings: [swept] });
    expect((await shop.standing()).toSorted()).toEqual(['a open ana', 'b open ben']);
    expect(await shop.judge(...orders)).toEqual(['repeated', 'repeated']);
  });

  test('of a look whose function died before it ordered the judgement is judged when the look is delivered again', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.sweep();
    ground.doors.set('a', { open: true });
    await shop.hear(eventOf(ground, 'a'));
    const { look } = ground.queue.shift()!;
    await shop.look(look!);
    ground.queue.length = 0;
    expect(await shop.look(look!)).toBe('repeated');
    await shop.pump();
    expect(await shop.standing()).toEqual(['a open ana']);
  });
});

test('whoever stood still until another one took over writes nothing any more', async () => {
  const ground = groundOf({ a: {} });
  const shop = processOn(ground);
  const other = processOn(ground);
  const ending = alone(shop.stack, 0, async ({ memory }) => {
    ground.clock.time += 3_600_000;
    expect(await alone(other.stack, 0, () => Promise.resolve('had'))).toBe('had');
    await memory.announce([], iso(ground));
  });
  await expect(ending).rejects.toThrow('stood still for too long');
});

test('whoever is told that others judge has done nothing', async () => {
  const ground = groundOf({ a: {} });
  const [shop, other] = [processOn(ground), processOn(ground)];
  let done = 0;
  const count = () => Promise.resolve((done += 1));
  await alone(shop.stack, 0, async () => {
    expect(await alone(other.stack, 5_000, count)).toBe(busy);
  });
  expect(done).toBe(0);
  expect(await alone(other.stack, 0, count)).toBe(1);
});

test('a re-read whose file is lost leaves what it was asked about unknown', async () => {
  const ground = groundOf({ a: {} });
  const shop = processOn(ground);
  await shop.sweep();
  const old = readingOf([aDoor('a', {})], iso(ground));
  ground.doors.set('a', { open: true });
  await shop.hear(eventOf(ground, 'a'));
  await shop.pump(ground.clock.time);
  const lossy = processOn(ground, {
    between: {
      table: (it) => it,
      order: (send) => send(),
      files: (it) => ({
        ...it,
        get: (path) => (path.startsWith('rereads/') ? Promise.resolve(undefined) : it.get(path)),
      }),
    },
  });
  ground.clock.time += 1000;
  expect(await lossy.sweep({ readings: [old] })).toMatchObject({ unread: 1, incomplete: true });
  expect(await shop.standing()).toEqual(['a open ana']);
});
