import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { letGo } from '#app/stack/let-go';
import type { PrunedFiles } from '#store/files';
import { leasesOn } from '#store/lease';
import { prune } from '#store/prune/prune';
import { sqliteTable } from '#store/drivers/sqlite-table';
import { prunedShop, type PrunedShop, type Seen } from '../../store/prune/pruned-shop.ts';

const minute = 60_000;
const shut: Seen = { open: [false, false], flaw: 1, kind: 'sweep' };

/** The shop of a stack, with something to let go of; time passes while somebody sleeps. */
async function stack() {
  const shop = prunedShop({ recheck: false });
  await shop.sweep({ ...shut, open: [true, true] });
  shop.pass(1);
  await shop.sweep(shut);
  shop.pass(100);
  for (const _ of [1, 2]) await shop.sweep(shut);
  const time = { now: shop.now() };
  const clock = {
    now: () => time.now,
    sleep: (ms: number) => {
      time.now += ms;
      return Promise.resolve();
    },
  };
  const leases = leasesOn(sqliteTable(new DatabaseSync(':memory:'), 'work'), clock);
  const go = (files: PrunedFiles = shop.files) =>
    letGo({
      prune: (permitted) => prune({ ...shop.ports, ...permitted, files, width: 2, retentionDays: 30 }),
      ...{ leases, clock, holder: 'pruner' },
    });
  return { shop, time, clock, leases, go };
}

const listsIn = ({ bodies }: PrunedShop): number => [...bodies.keys()].filter((it) => it.startsWith('runs/')).length;

describe('who lets go of files in a stack', () => {
  it('holds the right to judge while it does, and gives it back without a doubt', async () => {
    const { shop, leases, go } = await stack();
    const held: unknown[] = [];
    const done = await go({
      ...shop.files,
      async remove(paths) {
        held.push(await leases.take('judge', 'judge', minute));
        await shop.files.remove(paths);
      },
    });
    expect(done).toMatchObject({ is: 'done' });
    expect([listsIn(shop), held]).toEqual([3, [undefined]]);
    expect(await leases.take('judge', 'judge', minute)).toMatchObject({ holder: 'judge', fence: 2 });
    expect((await leases.take('judge', 'judge', minute))?.doubtful).toBeUndefined();
  });
  it('waits for two minutes for whoever judges, and takes nothing away where that goes on', async () => {
    const { shop, time, clock, leases, go } = await stack();
    let lease = await leases.take('judge', 'judge', minute);
    const { sleep } = clock;
    clock.sleep = async (ms) => {
      await sleep(ms);
      lease = lease && (await leases.renew(lease, minute));
    };
    const from = time.now;
    expect(await go()).toEqual({ is: 'busy', removed: 0 });
    expect([listsIn(shop), time.now - from]).toEqual([4, 2 * minute]);
  });
  it('goes on once it is let go of', async () => {
    const { clock, leases, go } = await stack();
    const lease = await leases.take('judge', 'judge', minute);
    const { sleep } = clock;
    clock.sleep = async (ms) => {
      await sleep(ms);
      if (lease) await leases.release(lease);
    };
    expect(await go()).toMatchObject({ is: 'done' });
  });
  it('takes nothing away once somebody else has the right, however long it stood still', async () => {
    const { shop, time, leases, go } = await stack();
    const { state } = shop.ports;
    const slow = {
      ...state,
      async query(...asked: Parameters<typeof state.query>) {
        const taken = await leases.take('judge', 'judge', minute);
        // Only while the pruner holds it: it stands still then, and another one takes it over.
        if (!taken) {
          time.now += 10 * minute;
          await leases.take('judge', 'judge', minute);
        } else await leases.release(taken);
        return state.query(...asked);
      },
    };
    Object.assign(shop.ports, { state: slow });
    await expect(go()).rejects.toThrow('a run took the right to judge over');
    expect(listsIn(shop)).toBe(4);
  });
  it('ends before the function does, and has taken nothing away by then', async () => {
    const { shop, time, go } = await stack();
    const done = await go({
      ...shop.files,
      get: (path) => {
        time.now += 12 * minute;
        return shop.files.get(path);
      },
    });
    expect(done).toEqual({ is: 'late', removed: 0 });
  });
});
