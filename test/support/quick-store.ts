import { DatabaseSync } from 'node:sqlite';
import type { Files } from '#store/files';
import type { Ports } from '#store/memory';
import { sqliteTable } from '#store/drivers/sqlite-table';

/** The ports of the embedded store without a disk: nothing takes time, so that virtual time stands still meanwhile. */
export function quickPorts(): Ports {
  const db = new DatabaseSync(':memory:');
  const bodies = new Map<string, string>();
  const files: Files = {
    get: (path) => Promise.resolve(bodies.get(path)),
    has: (path) => Promise.resolve(bodies.has(path)),
    put(path, body) {
      const isNew = !bodies.has(path);
      if (isNew) bodies.set(path, body);
      return Promise.resolve(isNew);
    },
  };
  const tables = { state: sqliteTable(db, 'state'), ledger: sqliteTable(db, 'ledger') };
  return { ...tables, files, recheck: true, width: 1, alone: true, close: () => db.close() };
}
