import { describe, expect, test } from 'vitest';
import type { Memory } from '#model';
import { memoryOn } from '#store/memory';
import { door, places } from '../engine/shop.ts';
import { quickPorts } from '../support/quick-store.ts';
import { shopOf } from './watched-shop.ts';

const statuses = async ({ memory }: ReturnType<typeof shopOf>): Promise<string[]> =>
  (await memory.findings()).map(({ resource, status }) => `${resource.id} ${status}`);

describe('changes that meet', () => {
  test('are told apart by a second look: the first may show the other one', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    shop.doors.set('a', { wall: 'new' });
    const both = [shop.hear('a'), shop.hear('a', undefined, { eventId: 'e-2', actor: 'bob' })];
    await shop.clock.sleep(3000);
    shop.doors.set('a', { wall: 'new', open: true });
    expect((await Promise.all(both)).map(({ state }) => state)).toEqual(['settled', 'settled']);
    expect(await statuses(shop)).toEqual(['a open']);
  });

  test('do not withdraw what another one announced, nor does a sweep, and it stays the announcer’s', async () => {
    let release = (): void => undefined;
    let slow: Promise<void> | undefined = new Promise((resolve) => (release = resolve));
    const shop = shopOf({ doors: { a: {}, b: {} }, delay: () => slow });
    await shop.watch.sweep();
    const hearing = shop.hear('a', true);
    await shop.clock.sleep(1000);
    slow = undefined;
    shop.doors.set('b', { wall: 'new' });
    await shop.hear('b', undefined, { actor: 'bob' });
    await shop.watch.sweep();
    expect(await statuses(shop)).toEqual(['a announced']);
    shop.doors.set('a', { open: true });
    await shop.watch.sweep();
    expect(await statuses(shop)).toEqual(['a open']);
    release();
    expect(await hearing).toMatchObject({ state: 'settled' });
    expect(shop.moved).toEqual(['announced a by change of ana']);
    expect((await shop.memory.findings())[0]?.change?.actor).toBe('ana');
  });

  test('and are one event that is delivered twice at once keep what was announced for it', async () => {
    const kept = memoryOn(quickPorts());
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    let asked = 0;
    const memory: Memory = {
      ...kept,
      async findings() {
        asked += 1;
        if (asked === 2) await slow;
        return kept.findings();
      },
    };
    const shop = shopOf({ doors: { a: {} }, memory });
    await shop.watch.sweep();
    asked = 0;
    const event = shop.events('a', true);
    const deliver = async (): Promise<void> => {
      await shop.watch.take([event]);
      void shop.watch.hear(event);
    };
    const deliveries = [deliver(), deliver()];
    await shop.clock.sleep(1000);
    expect(shop.moved).toEqual(['announced a by change of ana']);
    release();
    await Promise.all(deliveries);
    await shop.clock.sleep(1000);
    expect((await memory.changeOf(event.change))?.announced).toHaveLength(1);
    shop.doors.set('a', { open: true });
    expect(await shop.watch.hear(event)).toMatchObject({ state: 'settled', announced: [expect.any(String)] });
  });

  test('and are delivered once more make their follower look at once', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    const start = shop.clock.now();
    const hearing = shop.hear('a', true);
    await shop.clock.sleep(35_000);
    shop.doors.set('a', { open: true });
    await shop.hear('a', true);
    expect(await hearing).toMatchObject({ state: 'settled', reads: 4 });
    expect(shop.reads.map((at) => at - start / 1000).slice(0, 4)).toEqual([0, 5, 30, 35]);
  });
});

describe('a read', () => {
  test('that began before another and ends after it does not undo it', async () => {
    let slow: Promise<void> | undefined;
    const shop = shopOf({ doors: { a: {}, b: {} }, delay: () => slow });
    await shop.watch.sweep();
    slow = shop.clock.sleep(20_000);
    const touched = [door.name].flatMap((type) => ['a', 'b'].map((id) => ({ target: places.one, type, id })));
    const early = shop.hear('a', undefined, { touched, eventId: 'early' });
    await shop.clock.sleep(1000);
    slow = undefined;
    shop.doors.set('b', { open: true });
    await shop.hear('b', undefined, { actor: 'bob' });
    expect(await statuses(shop)).toEqual(['b open']);
    await early;
    expect(await statuses(shop)).toEqual(['b open']);
  });

  test('that fails leaves the change unsettled, and its next delivery is followed anew', async () => {
    let fails = true;
    const shop = shopOf({
      doors: { a: {} },
      delay: () => (fails ? Promise.reject(new Error('gone away')) : undefined),
    });
    await shop.watch.sweep();
    shop.doors.set('a', { open: true });
    await expect(shop.hear('a')).rejects.toThrow('gone away');
    expect(await shop.memory.changes(1)).toMatchObject([{ state: 'unsettled' }]);
    fails = false;
    expect(await shop.hear('a')).toMatchObject({ state: 'settled', opened: [expect.any(String)] });
  });
});

describe('a process', () => {
  test('goes on with the changes that the last one was following', async () => {
    const first = shopOf({ doors: { a: {} } });
    const { scan } = await first.watch.sweep();
    const { change } = first.events('a');
    const none = { before: [], after: [], opened: ['f-known'], closed: [], announced: [] };
    await first.memory.keep({ change, state: 'following', reads: 1, ...none });
    const snapshots = await first.memory.snapshots(scan.id);
    const second = shopOf({ doors: { a: { open: true } }, memory: first.memory, input: { snapshots } });
    expect(await second.watch.resume()).toBe(1);
    const [record] = await second.memory.changes(1);
    expect(record).toMatchObject({ state: 'settled', reads: 2 });
    expect(record?.opened).toHaveLength(2);
    expect(await second.watch.resume()).toBe(0);
  });

  test('that hears of a change during its first sweep waits for it', async () => {
    let meanwhile: Promise<unknown> | undefined;
    const shop: ReturnType<typeof shopOf> = shopOf({
      doors: { a: {} },
      whileSweeping: async () => {
        meanwhile ??= shop.hear('a');
        await shop.clock.sleep(1000);
      },
    });
    await shop.watch.sweep();
    expect(await meanwhile).toMatchObject({ state: 'unsettled', reads: 4 });
  });
});
