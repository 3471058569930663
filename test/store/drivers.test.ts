import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { folderFiles } from '#store/folder-files';
import { sqliteTable } from '#store/sqlite-table';
import { filesContract, tableContract } from './contract.ts';

tableContract('SQLite', () => sqliteTable(new DatabaseSync(':memory:'), 'state'));
filesContract('a folder', () => folderFiles(mkdtempSync(join(tmpdir(), 'shoalwatch-'))));
