import { describe, expect, test } from 'vitest';
import type { ChangeRecord, Memory } from '#model';
import { shopOf, type Shop } from './watched-shop.ts';

/** A process that reads the store of one that died. */
async function after(first: Shop, doors: Parameters<typeof shopOf>[0]['doors']): Promise<Shop> {
  const [run] = await first.memory.runs(1);
  const snapshots = run ? await first.memory.snapshots(run.id) : [];
  return shopOf({ doors, memory: first.memory, input: { snapshots } });
}

const statuses = async ({ memory }: Shop): Promise<string[]> =>
  (await memory.findings()).map(({ resource, status }) => `${resource.id} ${status}`);

describe('a change that was taken in', () => {
  test('is remembered before it is followed, with what stood and what its request asks for', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    await shop.watch.take([shop.events('a', true)]);
    expect(shop.reads).toEqual([]);
    const [record] = await shop.memory.following();
    expect(record).toMatchObject({
      ...{ state: 'following', reads: 0, before: [], announced: [] },
      requests: [{ action: 'set-open', request: { open: true }, subject: { id: 'a' } }],
      stood: { 'aws:1:eu': expect.stringMatching(/^[0-9a-f]{32}$/) as string },
    });
  });

  test('and whose process died is announced, followed and attributed by the next one', async () => {
    const first = shopOf({ doors: { a: {} } });
    await first.watch.sweep();
    await first.watch.take([first.events('a', true), first.events('b')]);
    const second = await after(first, { a: {} });
    const resuming = second.watch.resume();
    await second.clock.sleep(10_000);
    expect(second.moved).toEqual(['announced a by change of ana']);
    second.doors.set('a', { open: true });
    expect(await resuming).toBe(2);
    expect(second.moved).toEqual(['announced a by change of ana', 'opened a by change of ana']);
    const records = await second.memory.changes(2);
    expect(new Map(records.map(({ change, state }) => [change.eventId, state]))).toEqual(
      new Map([
        ['e-a-true', 'settled'],
        ['e-b-any', 'unsettled'],
      ]),
    );
    expect(await second.memory.following()).toEqual([]);
    expect(records.flatMap((it) => Object.keys(it))).not.toContain('requests');
  });

  test('and that was shown by a read whose record was lost with the process is settled with what it moved', async () => {
    const first = shopOf({ doors: { a: {} } });
    const { memory } = first;
    await first.watch.sweep();
    first.doors.set('a', { open: true });
    const taken = first.events('a');
    await first.watch.take([taken]);
    const kept = (await memory.changeOf(taken.change))!;
    expect(await first.watch.hear(taken)).toMatchObject({ state: 'settled' });
    await memory.keep(kept);
    const second = await after(first, { a: { open: true } });
    expect(await second.watch.resume()).toBe(1);
    const [record] = await memory.changes(1);
    expect(record).toMatchObject({ state: 'settled', reads: 1, opened: [expect.any(String)] });
    expect(second.moved).toEqual([]);
  });

  test('and is settled is not followed once more when it is delivered again', async () => {
    const first = shopOf({ doors: { a: {} } });
    await first.watch.sweep();
    first.doors.set('a', { open: true });
    const event = first.events('a');
    const record = await first.watch.hear(event);
    const second = await after(first, { a: { open: true } });
    await second.watch.take([event]);
    expect(await second.watch.hear(event)).toEqual(record);
    expect(second.reads).toEqual([]);
  });

  test('and came to nothing is followed anew when it is delivered again, and adds to its record', async () => {
    const first = shopOf({ doors: { a: {} } });
    await first.watch.sweep();
    const event = first.events('a');
    expect(await first.watch.hear(event)).toMatchObject({ state: 'unsettled', reads: 4 });
    first.doors.set('a', { open: true });
    await first.watch.take([event]);
    expect(await first.memory.following()).toHaveLength(1);
    expect(await first.watch.hear(event)).toMatchObject({ state: 'settled', reads: 5, opened: [expect.any(String)] });
  });

  test('is refused where the store cannot remember it', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    const broken: Memory = { ...shop.memory, keep: () => Promise.reject(new Error('the disk is full')) };
    const second = shopOf({ doors: { a: {} }, memory: broken });
    await expect(second.watch.take([second.events('a')])).rejects.toThrow('the disk is full');
  });
});

test('what one change announced is not withdrawn by the first sweep of the next process', async () => {
  const stop = new AbortController();
  const first = shopOf({ doors: { a: {} }, input: { signal: stop.signal } });
  await first.watch.sweep();
  const hearing = first.hear('a', true);
  await first.clock.sleep(1000);
  stop.abort();
  await hearing;
  const [record] = await first.memory.following();
  expect(record?.announced).toHaveLength(1);
  const second = await after(first, { a: {} });
  const resuming = second.watch.resume();
  await second.watch.sweep();
  expect(await statuses(second)).toEqual(['a announced']);
  second.doors.set('a', { open: true });
  await resuming;
  expect(await statuses(second)).toEqual(['a open']);
});

test('a record names the first three hundred findings of a change, and holds no request that is too large', async () => {
  const doors = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`d${n}`, { open: true }]));
  const shop = shopOf({ doors });
  await shop.watch.sweep();
  const event = shop.events('d1', true, { touched: [{ target: 'aws:1:eu', type: 'door' }] });
  const [announced] = event.announced;
  const large = { ...announced!, action: { ...announced!.action, request: 'x'.repeat(10_000) } };
  await shop.watch.take([{ ...event, announced: [large] }]);
  const [record] = (await shop.memory.following()) as [ChangeRecord];
  expect(record.before).toHaveLength(300);
  expect(record).not.toHaveProperty('requests');
});
