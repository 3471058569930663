import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approve, deny, request } from '#engine/waivers/waiver-life';
import type { WaiverEntry } from '#model';
import { sqliteTable } from '#store/drivers/sqlite-table';
import type { Table } from '#store/table';
import { waiversOn } from '#store/policy/waivers';
import { openEmbedded } from '#store/embedded';

const at = '2026-11-22T08:00:00.000Z';
const until = '2026-12-22T08:00:00.000Z';
const wish = (resource: string) => ({
  ...{ rule: 'door-closed', scope: { resource }, owner: 'lab', reason: 'no data', until, upTo: 'medium' as const },
});
const asked = (resource = 'a'): WaiverEntry => request(undefined, wish(resource), { by: 'ana', at });
const approved = (entry: WaiverEntry, by = 'bob'): WaiverEntry => approve(entry.waiver, { by, at, why: 'fine' });
const { id } = asked().waiver;

let db: DatabaseSync;
let state: Table;
let ledger: Table;
beforeEach(() => {
  db = new DatabaseSync(':memory:');
  [state, ledger] = [sqliteTable(db, 'state'), sqliteTable(db, 'ledger')];
});
afterEach(() => db.close());

describe('waivers in a store', () => {
  it('are kept with every act, the oldest first', async () => {
    const waivers = waiversOn(state, ledger);
    expect(await waivers.keep(asked(), 0)).toBe(true);
    expect(await waivers.keep(approved(asked()), 1)).toBe(true);
    expect(await waivers.get(id)).toEqual({ version: 2, waiver: approved(asked()).waiver });
    expect(await waivers.history(id)).toEqual([asked(), approved(asked())]);
    await waivers.keep(asked('b'), 0);
    expect((await waivers.all()).map(({ scope }) => scope).sort()).toHaveLength(2);
  });
  it('know nothing of what was never asked', async () => {
    const waivers = waiversOn(state, ledger);
    expect([await waivers.get(id), await waivers.history(id), await waivers.all()]).toEqual([undefined, [], []]);
  });
  it('take one of two acts at once, and the other leaves no trace', async () => {
    const waivers = waiversOn(state, ledger);
    await waivers.keep(asked(), 0);
    const denied = deny(asked().waiver, { by: 'eve', at, why: 'no' });
    const both = await Promise.all([waivers.keep(approved(asked()), 1), waivers.keep(denied, 1)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    const won = both[0] ? approved(asked()) : denied;
    expect((await waivers.get(id))?.waiver).toEqual(won.waiver);
    expect(await waivers.history(id)).toEqual([asked(), won]);
  });
  it('do not count an act whose process ended after the ledger and before the waiver', async () => {
    const waivers = waiversOn(state, ledger);
    await waivers.keep(asked(), 0);
    const dies: Table = { ...state, put: () => Promise.reject(new Error('the process ended')) };
    await expect(waiversOn(dies, ledger).keep(approved(asked(), 'eve'), 1)).rejects.toThrow('the process ended');
    expect((await waivers.get(id))?.waiver).toEqual(asked().waiver);
    expect(await waivers.history(id)).toEqual([asked()]);
    await waivers.keep(approved(asked()), 1);
    expect((await waivers.history(id)).map(({ by }) => by)).toEqual(['ana', 'bob']);
  });
  it('are due at their end once they count, and not before', async () => {
    const waivers = waiversOn(state, ledger);
    await waivers.keep(asked(), 0);
    expect((await state.due(until)).items).toEqual([]);
    await waivers.keep(approved(asked()), 1);
    expect((await state.due(until)).items).toMatchObject([{ partition: 'waivers', sort: id, due: until }]);
  });
});

describe('a running watch', () => {
  it('is told of every act by the stamp of the policy', async () => {
    const memory = openEmbedded(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'write');
    const stamps = [await memory.policies.stamp()];
    await memory.waivers.keep(asked(), 0);
    stamps.push(await memory.policies.stamp());
    await memory.waivers.keep(approved(asked()), 1);
    stamps.push(await memory.policies.stamp());
    expect(new Set(stamps).size).toBe(3);
    memory.close();
  });
  it('holds the store, and acts upon waivers go on beside it', async () => {
    const root = mkdtempSync(join(tmpdir(), 'shoalwatch-'));
    const [watching, acting] = [openEmbedded(root, 'write'), openEmbedded(root, 'act')];
    expect(await acting.waivers.keep(asked(), 0)).toBe(true);
    expect(await watching.waivers.all()).toEqual([asked().waiver]);
    acting.close();
    watching.close();
  });
});
