import { describe, expect, test } from 'vitest';
import { typesOf } from '#engine/ruleset';
import { defaultPolicy } from '#model';
import { door, places } from '../engine/shop.ts';
import { gapOn, rule, shopOf } from './watched-shop.ts';

const statuses = async ({ memory }: ReturnType<typeof shopOf>): Promise<string[]> =>
  (await memory.findings()).map(({ resource, status }) => `${resource.id} ${status}`);

describe('a change', () => {
  test('that the first read shows opens its finding, with who made it', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    shop.doors.set('a', { open: true });
    const record = await shop.hear('a');
    expect(shop.moved).toEqual(['opened a by change of ana']);
    expect(shop.reads).toHaveLength(1);
    const [finding] = await shop.memory.findings();
    expect(finding?.change).toMatchObject({
      actor: 'ana',
      call: 'shop:SetDoor',
      origin: 'console',
      eventId: 'e-a-any',
    });
    expect(record).toMatchObject({
      state: 'settled',
      reads: 1,
      before: [],
      after: [finding?.id],
      opened: [finding?.id],
    });
    expect(await shop.memory.changes(5)).toEqual([record]);
  });

  test('that takes a finding away resolves it, and the record says so', async () => {
    const shop = shopOf({ doors: { a: { open: true } } });
    await shop.watch.sweep();
    const [finding] = await shop.memory.findings();
    shop.doors.set('a', { open: false });
    expect(await shop.hear('a')).toMatchObject({ before: [finding?.id], after: [], closed: [finding?.id] });
    expect(shop.moved).toEqual(['resolved a by change of ana']);
  });

  test('that no read shows is looked for at once, after 5 s, 30 s and 2 min', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    const start = shop.clock.now() / 1000;
    expect(await shop.hear('a')).toMatchObject({ state: 'unsettled', reads: 4, opened: [] });
    expect(shop.reads.map((at) => at - start)).toEqual([0, 5, 30, 120]);
  });

  test('that was made long before the last sweep read is settled by three reads: the clock that says so may be off', async () => {
    const shop = shopOf({ doors: { a: {} } });
    const event = shop.events('a');
    await shop.clock.sleep(301_000);
    await shop.watch.sweep();
    expect(await shop.watch.hear(event)).toMatchObject({ state: 'settled', reads: 3 });
  });

  test('heard of twice is one change', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    shop.doors.set('a', { open: true });
    const [once, again] = await Promise.all([shop.hear('a'), shop.hear('a')]);
    expect(again).toBe(once);
    expect(shop.reads).toHaveLength(1);
  });

  test('of what nobody watches is kept, and nothing is read', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    const touched = [{ target: places.two, type: 'door', id: 'z' }];
    expect(await shop.hear('z', undefined, { touched })).toMatchObject({ state: 'outside', reads: 0 });
    expect(shop.reads).toEqual([]);
  });

  test('of an object that is read where something names it is kept, and nothing is read, while nothing does', async () => {
    const referred = [{ ...rule, on: { ...door, byReference: true as const } }];
    const live = () => Promise.resolve({ rules: referred, policy: defaultPolicy });
    const shop = shopOf({ doors: { a: {} }, input: { live, types: typesOf(referred) } });
    await shop.watch.sweep();
    expect(await shop.hear('z')).toMatchObject({ state: 'outside', reads: 0 });
    shop.doors.set('a', { open: true });
    expect(await shop.hear('a')).toMatchObject({ state: 'settled', reads: 1 });
  });

  test('in a storm of its kind shares its reads', async () => {
    const shop = shopOf({ doors: { a: {} }, patience: 1 });
    await shop.watch.sweep();
    shop.doors.set('a', { open: true });
    const storm = Array.from({ length: 20 }, (_, at) => shop.hear('a', undefined, { eventId: `e-${at}` }));
    const records = await Promise.all(storm);
    expect(new Set(records.map(({ state }) => state))).toEqual(new Set(['settled']));
    expect(shop.reads.length).toBeLessThan(4);
    expect(shop.moved).toEqual(['opened a by change of ana']);
  });

  test('after which the object cannot be read leaves it unknown, and resolves nothing', async () => {
    const shop = shopOf({ doors: { a: { open: true }, b: {} }, gaps: (id) => gapOn(id) });
    await shop.watch.sweep();
    expect(await shop.hear('a')).toMatchObject({ state: 'unsettled', reads: 4, closed: [] });
    await shop.hear('b');
    const [run] = await shop.memory.runs(1);
    const scan = await shop.memory.scan(run!.id);
    expect(scan?.judgements.map(({ resource, verdict }) => `${resource.id} ${verdict}`)).toEqual([
      'a unknown',
      'b unknown',
    ]);
    expect(await statuses(shop)).toEqual(['a open']);
  });

  test('that deletes an object makes its findings gone', async () => {
    const shop = shopOf({ doors: { a: { open: true } } });
    await shop.watch.sweep();
    shop.doors.delete('a');
    expect(await shop.hear('a')).toMatchObject({ state: 'settled', reads: 1 });
    expect(await statuses(shop)).toEqual(['a gone']);
  });
});

describe('a request that takes effect later', () => {
  test('is announced before anything is read, and confirmed by the read', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    const hearing = shop.hear('a', true);
    await shop.clock.sleep(10_000);
    expect(shop.moved).toEqual(['announced a by change of ana']);
    expect(await statuses(shop)).toEqual(['a announced']);
    shop.doors.set('a', { open: true, state: 'HANGING' });
    await shop.clock.sleep(30_000);
    expect(await statuses(shop)).toEqual(['a announced']);
    shop.doors.set('a', { open: true });
    const record = await hearing;
    expect(record).toMatchObject({ state: 'settled', reads: 4 });
    expect([record.announced, record.opened].map((ids) => ids.length)).toEqual([1, 1]);
    expect(shop.moved).toEqual(['announced a by change of ana', 'opened a by change of ana']);
    const history = await shop.memory.history(record.announced[0]!);
    expect(history.map(({ kind, run }) => [kind, run === undefined])).toEqual([
      ['announced', true],
      ['opened', false],
    ]);
  });

  test('is withdrawn when it never comes', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    expect(await shop.hear('a', true)).toMatchObject({ state: 'unsettled', reads: 4 });
    expect(shop.moved).toEqual(['announced a by change of ana', 'withdrawn a by change of ana']);
    expect(await statuses(shop)).toEqual(['a resolved']);
  });

  test('is asked after for half an hour while the provider is at work', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    shop.doors.set('a', { state: 'HANGING' });
    const start = shop.clock.now();
    expect(await shop.hear('a', true)).toMatchObject({ state: 'unsettled' });
    expect(shop.clock.now() - start).toBe(1_800_000);
    expect(await statuses(shop)).toEqual(['a announced']);
  });

  test('of an object that was never read announces nothing, and is read', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    shop.doors.set('new', { open: true });
    expect(await shop.hear('new', true)).toMatchObject({ state: 'settled', reads: 1, announced: [] });
    expect(await statuses(shop)).toEqual(['new open']);
  });

  test('that closes what stands open announces nothing: only a read resolves', async () => {
    const shop = shopOf({ doors: { a: { open: true } } });
    await shop.watch.sweep();
    const hearing = shop.hear('a', false);
    await shop.clock.sleep(1000);
    expect(await statuses(shop)).toEqual(['a open']);
    shop.doors.set('a', { open: false });
    expect(await hearing).toMatchObject({ state: 'settled', reads: 2, announced: [] });
    expect(await statuses(shop)).toEqual(['a resolved']);
  });
});
