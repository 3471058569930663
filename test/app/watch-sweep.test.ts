import { describe, expect, test } from 'vitest';
import { places } from '../engine/shop.ts';
import { shopOf } from './watched-shop.ts';

const statuses = async ({ memory }: ReturnType<typeof shopOf>): Promise<string[]> =>
  (await memory.findings()).map(({ resource, status }) => `${resource.id} ${status}`);

describe('a sweep', () => {
  test('that read before a change does not undo what was read after it', async () => {
    let meanwhile: (() => Promise<void>) | undefined;
    const shop = shopOf({ doors: { a: {} }, whileSweeping: async () => meanwhile?.() });
    await shop.watch.sweep();
    await shop.clock.sleep(1000);
    meanwhile = async () => {
      await shop.clock.sleep(1000);
      shop.doors.set('a', { open: true });
      await shop.hear('a');
    };
    await shop.watch.sweep();
    expect(await statuses(shop)).toEqual(['a open']);
    meanwhile = undefined;
    shop.doors.set('a', {});
    await shop.clock.sleep(1000);
    await shop.watch.sweep();
    expect(await statuses(shop)).toEqual(['a resolved']);
  });

  test('that enters no cloud leaves what stood, and writes nothing', async () => {
    let isOut = false;
    const shop = shopOf({ doors: { a: {} }, isOut: () => isOut });
    await shop.watch.sweep();
    isOut = true;
    expect((await shop.watch.sweep()).scan.targets).toEqual([]);
    shop.doors.set('a', { open: true });
    expect(await shop.hear('a')).toMatchObject({ state: 'settled' });
    expect(await statuses(shop)).toEqual(['a open']);
  });

  test('that answers otherwise than a re-read during it has both read once more', async () => {
    let meanwhile = (): Promise<void> => Promise.resolve();
    const shop = shopOf({ doors: { a: {} }, beforeSweeping: () => meanwhile() });
    await shop.watch.sweep();
    meanwhile = async () => {
      await shop.hear('a', undefined, { touched: [{ target: places.one, type: 'door', id: 'a' }] });
      // Nothing tells of this one: its event was lost.
      shop.doors.set('a', { open: true });
    };
    await shop.watch.sweep();
    expect(await statuses(shop)).toEqual(['a open']);
  });

  test('that succeeded stays so when what is read once more cannot be', async () => {
    let meanwhile = (): Promise<void> => Promise.resolve();
    let breaks = false;
    const failed: string[] = [];
    const shop = shopOf({
      doors: { a: {} },
      beforeSweeping: () => meanwhile(),
      delay: () => (breaks ? Promise.reject(new Error('gone away')) : undefined),
      input: { failed: (what, error) => failed.push(`${what}: ${String(error)}`) },
    });
    await shop.watch.sweep();
    meanwhile = async () => {
      await shop.hear('a');
      shop.doors.set('a', { open: true });
      breaks = true;
    };
    expect((await shop.watch.sweep()).scan.targets).toMatchObject([{ state: 'done' }]);
    expect(failed).toEqual([`${places.one} could not be read once more: Error: gone away`]);
    expect(await shop.memory.runs(5)).toHaveLength(2);
    breaks = false;
    meanwhile = () => Promise.resolve();
    await shop.watch.sweep();
    expect(await statuses(shop)).toEqual(['a open']);
  });

  test('that fails says why, and the next one reads again', async () => {
    let breaks = true;
    const shop = shopOf({
      doors: { a: { open: true } },
      beforeSweeping: () => (breaks ? Promise.reject(new Error('gone away')) : Promise.resolve()),
    });
    await expect(shop.watch.sweep()).rejects.toThrow('gone away');
    breaks = false;
    await shop.watch.sweep();
    expect(await statuses(shop)).toEqual(['a open']);
  });

  test('goes on from what the last process left', async () => {
    const first = shopOf({ doors: { a: {} } });
    const { scan } = await first.watch.sweep();
    const snapshots = await first.memory.snapshots(scan.id);
    const second = shopOf({ doors: { a: { open: true } }, memory: first.memory, input: { snapshots } });
    await second.hear('a');
    expect(second.moved).toEqual(['opened a by change of ana']);
  });
});

describe('a read of one target', () => {
  test('is judged at once, as a re-read and no sweep', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    shop.doors.set('a', { open: true });
    await shop.clock.sleep(1000);
    const { changes } = await shop.watch.readOne(places.one);
    expect(changes.map(({ kind }) => kind)).toEqual(['opened']);
    expect(await statuses(shop)).toEqual(['a open']);
    expect((await shop.memory.runs(1))[0]?.kind).toBe('re-read');
  });

  test('that began before a sweep does not undo what the sweep read', async () => {
    const nothing = (): Promise<void> => Promise.resolve();
    let meanwhile = nothing;
    const shop = shopOf({
      doors: { a: { open: true } },
      whileSweeping: async () => {
        const once = meanwhile;
        meanwhile = nothing;
        await once();
      },
    });
    await shop.watch.sweep();
    meanwhile = async () => {
      shop.doors.set('a', {});
      await shop.watch.sweep();
    };
    await shop.watch.readOne(places.one);
    expect(await statuses(shop)).toEqual(['a resolved']);
  });

  test('that no sweep has found is refused', async () => {
    const shop = shopOf({ doors: { a: {} } });
    await shop.watch.sweep();
    await expect(shop.watch.readOne('aws:9:eu')).rejects.toThrow('no sweep has found the target aws:9:eu');
  });
});
