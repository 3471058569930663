import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoTable } from '#store/drivers/dynamo-table';
import { leasesOn } from '#store/lease';
import { sqliteTable } from '#store/drivers/sqlite-table';
import type { Table } from '#store/table';
import { dynaliteStand, type DynamoStand } from './drivers/dynamo-stand.ts';

let stand: DynamoStand;
beforeAll(async () => {
  stand = await dynaliteStand();
});
afterAll(() => stand.close());

const minute = 60_000;
/** A clock of a machine, which tests move. */
const clockAt = (time: number) => {
  const clock = { time, now: () => clock.time };
  return clock;
};
const start = Date.parse('2026-11-22T09:00:00Z');

const drivers: Readonly<Record<string, () => Table | Promise<Table>>> = {
  SQLite: () => sqliteTable(new DatabaseSync(':memory:'), 'work'),
  DynamoDB: async () => dynamoTable({ client: stand.client(), name: await stand.makeTable(), writeId: randomUUID }),
};

describe.each(Object.entries(drivers))('a lease on %s', (_, open) => {
  test('is held by one, and by the next once it was let go', async () => {
    const leases = leasesOn(await open(), clockAt(start));
    const first = (await leases.take('judge', 'a', minute))!;
    expect(first).toMatchObject({ name: 'judge', holder: 'a', fence: 1 });
    expect(await leases.take('judge', 'b', minute)).toBeUndefined();
    expect(await leases.take('other', 'b', minute)).toMatchObject({ fence: 1 });
    await leases.release(first);
    expect(await leases.take('judge', 'b', minute)).toMatchObject({ holder: 'b', fence: 2 });
  });

  test('asked for by several at once is given to one of them', async () => {
    const table = await open();
    const holders = ['a', 'b', 'c', 'd', 'e'];
    const taken = await Promise.all(
      holders.map((holder) => leasesOn(table, clockAt(start)).take('judge', holder, minute)),
    );
    expect(taken.filter((it) => it !== undefined)).toHaveLength(1);
  });

  test('of a holder that died is over once nobody renewed it for its length by the clock of who waits', async () => {
    const table = await open();
    await leasesOn(table, clockAt(start)).take('judge', 'dead', minute);
    const clock = clockAt(start);
    const leases = leasesOn(table, clock);
    expect(await leases.take('judge', 'b', minute)).toBeUndefined();
    clock.time += minute - 1;
    expect(await leases.take('judge', 'b', minute)).toBeUndefined();
    clock.time += 1;
    expect(await leases.take('judge', 'b', minute)).toMatchObject({ holder: 'b', fence: 2 });
  });

  test('that is renewed stays, however long another one waits', async () => {
    const table = await open();
    const clock = clockAt(start);
    const [own, others] = [leasesOn(table, clock), leasesOn(table, clock)];
    let lease = await own.take('judge', 'a', minute);
    for (let n = 0; n < 10; n += 1) {
      clock.time += minute / 2;
      expect(await others.take('judge', 'b', minute)).toBeUndefined();
      lease = lease && (await own.renew(lease, minute));
    }
    expect(lease).toMatchObject({ holder: 'a', fence: 1 });
  });

  test('of a dead holder is over for who comes later, once its end has come by any clock that is a minute off', async () => {
    const table = await open();
    await leasesOn(table, clockAt(start)).take('judge', 'dead', minute);
    const at = (time: number) => leasesOn(table, clockAt(time)).take('judge', 'b', minute);
    expect(await at(start + minute + 90_000)).toBeUndefined();
    expect(await at(start + minute + 90_001)).toMatchObject({ holder: 'b' });
  });

  test('is not taken by a clock that is a minute ahead, nor lost by a holder whose clock is one behind', async () => {
    const table = await open();
    const slow = clockAt(start - minute);
    const own = leasesOn(table, slow);
    const lease = (await own.take('judge', 'a', minute))!;
    const ahead = clockAt(start + minute / 2);
    expect(await leasesOn(table, ahead).take('judge', 'b', minute)).toBeUndefined();
    slow.time += minute / 2;
    expect(await own.renew(lease, minute)).toMatchObject({ holder: 'a' });
  });

  test('that was taken over is neither renewed nor let go of by who had it before', async () => {
    const table = await open();
    const clock = clockAt(start);
    const old = leasesOn(table, clock);
    const before = (await old.take('judge', 'a', minute))!;
    clock.time += 10 * minute;
    const now = (await leasesOn(table, clock).take('judge', 'b', minute))!;
    expect(now.fence).toBeGreaterThan(before.fence);
    expect(await old.renew(before, minute)).toBeUndefined();
    await old.release(before);
    expect(await leasesOn(table, clock).take('judge', 'c', minute)).toBeUndefined();
    expect(await leasesOn(table, clock).renew(now, minute)).toMatchObject({ holder: 'b' });
  });

  test('says since when late writes are to be feared: after one that died, or let go of it when its work had failed', async () => {
    const table = await open();
    const clock = clockAt(start);
    const leases = leasesOn(table, clock);
    const first = (await leases.take('it', 'a', minute))!;
    expect(first.doubtful).toBeUndefined();
    await leases.release(first);
    const second = (await leases.take('it', 'b', minute))!;
    expect(second.doubtful).toBeUndefined();
    clock.time += 10 * minute;
    const third = (await leases.take('it', 'c', minute))!;
    const since = new Date(start + 10 * minute).toISOString();
    expect(third.doubtful).toBe(since);
    clock.time += minute / 2;
    const renewed = (await leases.renew(third, minute))!;
    expect(renewed).toEqual({ ...third, version: third.version + 1 });
    await leases.release(renewed);
    const fourth = (await leases.take('it', 'd', minute))!;
    expect([fourth.doubtful, fourth.fence]).toEqual([since, third.fence + 1]);
    clock.time += minute / 2;
    await leases.release(fourth, true);
    expect((await leases.take('it', 'e', minute))?.doubtful).toBe(new Date(start + 11 * minute).toISOString());
  });
});
