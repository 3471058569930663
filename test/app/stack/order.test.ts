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
        const [order] = ground.queue.filter(({ look }) => look.eventId === 'second');
        await quick.look(order!.look);
      },
    });
    await quick.hear(eventOf(ground, 'a', undefined, { eventId: 'first' }));
    await quick.hear(eventOf(ground, 'a', undefined, { eventId: 'second' }));
    await slow.look(ground.queue[0]!.look);
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
    await shop.hear(eventOf(ground, 'a'));
    await slow.look(ground.queue[0]!.look);
    expect(await shop.standing()).toEqual(['a resolved nobody']);
  });

  test('nor do the clocks of two functions that are a minute apart', async () => {
    const ground = groundOf({ a: {} });
    const ahead = processOn(ground, { off: 60_000 });
    const behind = processOn(ground);
    await behind.sweep();
    ground.doors.set('a', { open: true });
    await behind.hear(eventOf(ground, 'a', undefined, { eventId: 'first' }));
    await ahead.look(ground.queue[0]!.look);
    expect(await behind.standing()).toEqual(['a open ana']);
    ground.clock.time += 10_000;
    ground.doors.set('a', {});
    await behind.hear(eventOf(ground, 'a', undefined, { eventId: 'second', actor: 'ben' }));
    const order = ground.queue.find(({ look }) => look.eventId === 'second')!;
    await behind.look(order.look);
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
  const [one, two] = ground.queue.map(({ look }) => look);
  const others = [processOn(ground), processOn(ground)];
  await Promise.all([shop.look(one!), others[0]!.look(two!), others[1]!.sweep({ execution: 'at-once' })]);
  await shop.pump();
  // Whoever judges a door first has opened its finding: a sweep knows of no change.
  expect((await shop.standing()).map((it) => it.replace(/ \w+$/, '')).sort()).toEqual(['a open', 'b open']);
  const [last] = await shop.memory.runs(1);
  expect((await shop.memory.scan(last!.id))?.findings).toHaveLength(2);
});

describe('what was read and is not judged yet', () => {
  test('is left to its own change by others that are judged', async () => {
    const ground = groundOf({ a: {}, b: {} });
    const shop = processOn(ground);
    await shop.sweep();
    ground.doors.set('a', { open: true }).set('b', { open: true });
    await shop.hear(eventOf(ground, 'a'));
    await shop.hear(eventOf(ground, 'b', undefined, { actor: 'ben' }));
    const [ana, ben] = ground.queue.splice(0).map(({ look }) => look);
    const slow = processOn(ground, {
      async whileReading() {
        ground.clock.time += 1000;
        const held = (await shop.stack.leases.take('judge', 'another', 60_000))!;
        expect(await shop.look(ana!)).toBe('given-back');
        await shop.stack.leases.release(held);
      },
    });
    expect(await slow.look(ben!)).toBe('settled');
    expect(await shop.standing()).toEqual(['b open ben']);
    expect(await shop.pump()).toEqual(['settled']);
    expect((await shop.standing()).toSorted()).toEqual(['a open ana', 'b open ben']);
  });

  test('is judged for its change before a sweep is', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.sweep();
    const before = readingOf([aDoor('a', {})], iso(ground));
    ground.doors.set('a', { open: true });
    await shop.hear(eventOf(ground, 'a'));
    const held = (await shop.stack.leases.take('judge', 'another', 60_000))!;
    const { look } = ground.queue.shift()!;
    expect(await shop.look(look)).toBe('given-back');
    await shop.stack.leases.release(held);
    await shop.sweep({ readings: [before] });
    expect(await shop.standing()).toEqual(['a open ana']);
    expect(await shop.pump()).toEqual(['settled']);
    expect(await shop.memory.changeOf(look)).toMatchObject({ state: 'settled', opened: [expect.any(String)] });
  });
});

test('whoever stood still until another one took over writes nothing any more', async () => {
  const ground = groundOf({ a: {} });
  const shop = processOn(ground);
  const other = processOn(ground);
  const ending = alone(shop.stack, 0, async (memory) => {
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
