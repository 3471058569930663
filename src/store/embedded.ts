import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ShoalwatchError, type Memory } from '#model';
import { folderFiles } from './folder-files.ts';
import { makeFolder } from './make-folder.ts';
import { memoryOn } from './memory.ts';
import { sqliteTable } from './sqlite-table.ts';

/**
 * Opens the embedded store in a folder: `state.db` and `files/`. One run writes at a time: the store is held by a lock
 * that ends with the process, so that a crash leaves none behind. Waits ten seconds for another run, then says so.
 */
export function openEmbedded(root: string, access: 'write' | 'read', patience = 10_000): Memory {
  makeFolder(root);
  const lock = access === 'write' ? hold(root, patience) : undefined;
  const db = new DatabaseSync(join(root, 'state.db'), { timeout: patience });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  const close = (): void => {
    db.close();
    lock?.close();
  };
  return memoryOn({
    state: sqliteTable(db, 'state'),
    ledger: sqliteTable(db, 'ledger'),
    files: folderFiles(join(root, 'files')),
    close,
  });
}

function hold(root: string, patience: number): DatabaseSync {
  const lock = new DatabaseSync(join(root, 'lock.db'), { timeout: patience });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw new ShoalwatchError('store', `another run holds the store ${root}`, {
      cure: 'wait until it has ended, or give this one a store of its own with --store PATH',
      cause,
    });
  }
}
