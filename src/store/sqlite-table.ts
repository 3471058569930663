import type { DatabaseSync } from 'node:sqlite';
import { ShoalwatchError } from '#model';
import { largestBody, type Item, type Table } from './table.ts';

const pageSize = 500;

interface Row {
  readonly sort: string;
  readonly version: number;
  readonly body: string;
}

/** The Table port on one table of a SQLite file. */
export function sqliteTable(db: DatabaseSync, name: 'state' | 'ledger'): Table {
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${name} (partition TEXT NOT NULL, sort TEXT NOT NULL, version INTEGER NOT NULL,
      body TEXT NOT NULL, PRIMARY KEY (partition, sort)) WITHOUT ROWID`,
  );
  const one = db.prepare(`SELECT sort, version, body FROM ${name} WHERE partition = ? AND sort = ?`);
  const insert = db.prepare(`INSERT OR IGNORE INTO ${name} (partition, sort, version, body) VALUES (?, ?, 1, ?)`);
  const update = db.prepare(
    `UPDATE ${name} SET version = version + 1, body = ? WHERE partition = ? AND sort = ? AND version = ?`,
  );
  const select = (order: 'ASC' | 'DESC', beyond: '>' | '<') =>
    db.prepare(
      `SELECT sort, version, body FROM ${name} WHERE partition = ? AND substr(sort, 1, ?) = ? AND (? OR sort ${beyond} ?)
       ORDER BY sort ${order} LIMIT ?`,
    );
  const ascending = select('ASC', '>');
  const descending = select('DESC', '<');

  return {
    get({ partition, sort }) {
      const row = one.get(partition, sort) as Row | undefined;
      return Promise.resolve(row && itemOf(partition, row));
    },
    put({ partition, sort, version, body }) {
      const text = JSON.stringify(body);
      if (Buffer.byteLength(text) > largestBody) {
        throw new ShoalwatchError('defect', `the item ${partition} ${sort} is larger than ${largestBody} bytes`);
      }
      const done = version === 1 ? insert.run(partition, sort, text) : update.run(text, partition, sort, version - 1);
      return Promise.resolve(done.changes === 1);
    },
    query(partition, prefix, { limit = pageSize, newestFirst = false, from } = {}) {
      const statement = newestFirst ? descending : ascending;
      const first = from === undefined ? 1 : 0;
      const rows = statement.all(partition, prefix.length, prefix, first, from ?? '', limit + 1) as unknown[] as Row[];
      const items = rows.slice(0, limit).map((row) => itemOf(partition, row));
      const next = rows.length > limit ? items.at(-1)?.sort : undefined;
      return Promise.resolve(next === undefined ? { items } : { items, next });
    },
  };
}

const itemOf = (partition: string, { sort, version, body }: Row): Item => ({
  partition,
  sort,
  version,
  body: JSON.parse(body) as unknown,
});
