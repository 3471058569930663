import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ShoalwatchError, type Memory } from '#model';
import { folderFiles } from './drivers/folder-files.ts';
import { makeFolder } from './drivers/make-folder.ts';
import { memoryOn } from './memory.ts';
import { sqliteTable } from './drivers/sqlite-table.ts';

/** How long another process is waited for, in milliseconds. */
const usualPatience = 10_000;

/**
 * Opens the embedded store in a folder: `state.db` and `files/`. One run writes at a time: the store is held by a lock
 * that ends with the process, so that a crash leaves none behind. Waits ten seconds for another run, then says so. An act
 * upon policy or waivers needs no lock: it goes through one item, whose version guards it.
 */
export function openEmbedded(root: string, access: 'write' | 'act' | 'read', patience = usualPatience): Memory {
  makeFolder(root);
  const lock = access === 'write' ? hold(root, patience) : undefined;
  const db = new DatabaseSync(join(root, 'state.db'), { timeout: usualPatience });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  const close = (): void => {
    db.close();
    lock?.close();
  };
  return memoryOn({
    state: sqliteTable(db, 'state'),
    ledger: sqliteTable(db, 'ledger'),
    work: sqliteTable(db, 'work'),
    files: folderFiles(join(root, 'files')),
    recheck: true,
    alone: true,
    width: 1,
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
