import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openEmbedded } from '#store/embedded';
import { memoryOn } from '#store/memory';
import { folderFiles } from '#store/drivers/folder-files';
import { sqliteTable } from '#store/drivers/sqlite-table';
import type { Table } from '#store/table';
import { doors, lossContract, memoryContract, run, type Place } from './contract-memory.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'shoalwatch-'));

function placeAt(root: string): Place {
  const seen = new Set<string>();
  return {
    open: () => openEmbedded(root, 'write'),
    written: () => {
      const fresh = [...itemsOf(root), ...filesOf(root)].filter(([name, stamp]) => !seen.has(`${name} ${stamp}`));
      for (const [name, stamp] of fresh) seen.add(`${name} ${stamp}`);
      return Promise.resolve(fresh.map(([name]) => name));
    },
    lose: (path) => {
      rmSync(join(root, 'files', path));
      return Promise.resolve();
    },
    change: (path, body) => {
      writeFileSync(join(root, 'files', path), body);
      return Promise.resolve();
    },
    paths: () => Promise.resolve(filesOf(root).map(([name]) => name.slice('file '.length))),
  };
}

/** Each item and its stamp, which changes when it is written. */
function itemsOf(root: string): [string, string][] {
  const db = new DatabaseSync(join(root, 'state.db'), { readOnly: true });
  const items = ['state', 'ledger'].flatMap((table) =>
    db
      .prepare(`SELECT partition, sort, version FROM ${table}`)
      .all()
      .map((row): [string, string] => [
        `item ${table} ${String(row['partition'])}`,
        `${String(row['sort'])} ${String(row['version'])}`,
      ]),
  );
  db.close();
  return items;
}

const filesOf = (root: string): [string, string][] =>
  readdirSync(join(root, 'files'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => [`file ${path.replaceAll('\\', '/')}`, String(statSync(join(root, 'files', path)).mtimeMs)]);

memoryContract('embedded', () => placeAt(folder()));
lossContract('embedded', () => placeAt(folder()));

describe('two runs on one store', () => {
  it('the second says so when the first does not end', () => {
    const root = folder();
    const first = openEmbedded(root, 'write', 50);
    expect(() => openEmbedded(root, 'write', 50)).toThrow('another run holds the store');
    const reader = openEmbedded(root, 'read');
    reader.close();
    openEmbedded(root, 'act').close();
    first.close();
    openEmbedded(root, 'write', 50).close();
  });
});

describe('a run that died between the ledger and the finding', () => {
  it('leaves nothing in the history: the next run writes what it saw itself', async () => {
    const db = new DatabaseSync(':memory:');
    const [state, ledger] = [sqliteTable(db, 'state'), sqliteTable(db, 'ledger')];
    const more = { files: folderFiles(folder()), recheck: true, alone: true, width: 1, close: () => db.close() };
    const put: Table['put'] = (item) =>
      item.partition === 'findings' ? Promise.reject(new Error('died')) : state.put(item);
    await expect(run(memoryOn({ state: { ...state, put }, ledger, ...more }), doors(true), 1)).rejects.toThrow('died');
    const memory = memoryOn({ state, ledger, ...more });
    const { scan } = await run(memory, doors(true), 2);
    expect(await memory.history(scan.findings[0]!.id)).toMatchObject([
      { at: '2026-11-02T00:02:00.000Z', run: scan.id },
    ]);
    memory.close();
  });
});

describe('a finding that another run moves at the same time', () => {
  it('is moved once more behind it, and both are in its history', async () => {
    const db = new DatabaseSync(':memory:');
    const [state, ledger] = [sqliteTable(db, 'state'), sqliteTable(db, 'ledger')];
    let others = 0;
    const put: Table['put'] = async (item) => {
      if (item.partition === 'findings' && others === 0) others += Number(await state.put({ ...item, body: 'theirs' }));
      return state.put(item);
    };
    const more = { files: folderFiles(folder()), recheck: true, width: 4, close: () => db.close() };
    const memory = memoryOn({ state: { ...state, put }, ledger, ...more });
    const { scan } = await run(memory, doors(true), 1);
    expect(await memory.findings()).toMatchObject([{ id: scan.findings[0]!.id, status: 'open' }]);
    expect(await memory.history(scan.findings[0]!.id)).toHaveLength(2);
    memory.close();
  });
  it('by others all the time is an error, and no run is recorded', async () => {
    const db = new DatabaseSync(':memory:');
    const [state, ledger] = [sqliteTable(db, 'state'), sqliteTable(db, 'ledger')];
    const put: Table['put'] = (item) => (item.partition === 'findings' ? Promise.resolve(false) : state.put(item));
    const more = { files: folderFiles(folder()), recheck: true, width: 4, close: () => db.close() };
    const memory = memoryOn({ state: { ...state, put }, ledger, ...more });
    await expect(run(memory, doors(true), 1)).rejects.toThrow('is moved by others all the time');
    expect(await memory.runs(1)).toEqual([]);
    memory.close();
  });
});
