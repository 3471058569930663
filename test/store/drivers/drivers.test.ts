import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { folderFiles } from '#store/drivers/folder-files';
import { prunedFolder } from '#store/drivers/pruned-folder';
import { sqliteTable } from '#store/drivers/sqlite-table';
import { tableContract } from './contract.ts';
import { filesContract } from './contract-files.ts';
import { prunedFilesContract } from './contract-pruned-files.ts';

tableContract('SQLite', () => sqliteTable(new DatabaseSync(':memory:'), 'state'));
const folder = (): string => mkdtempSync(join(tmpdir(), 'shoalwatch-'));
filesContract('a folder', () => folderFiles(folder()));
filesContract('a folder that is pruned', () => prunedFolder(folder()));
prunedFilesContract('a folder', () => prunedFolder(folder()));

describe('a table that an earlier version made', () => {
  it('gets what it lacks, and keeps what it holds', async () => {
    const db = new DatabaseSync(':memory:');
    db.exec(
      `CREATE TABLE state (partition TEXT NOT NULL, sort TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (partition, sort)) WITHOUT ROWID;
       INSERT INTO state VALUES ('p', 'a', 1, '"old"')`,
    );
    const table = sqliteTable(db, 'state');
    expect(await table.get({ partition: 'p', sort: 'a' })).toEqual({
      partition: 'p',
      sort: 'a',
      version: 1,
      body: 'old',
    });
    await table.put({ partition: 'p', sort: 'a', version: 2, body: 'new', due: '2026-11-02T00:00:00.000Z' });
    expect((await sqliteTable(db, 'state').due('2026-11-02T00:00:00.000Z')).items).toHaveLength(1);
  });
});
