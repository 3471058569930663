import type { DatabaseSync } from 'node:sqlite';
import { checkedBody } from './checked.ts';
import { dueOf, ofSeconds, placeOf, placesUntil, secondsOf } from './due.ts';
import { pageSize, type Due, type Item, type Table } from '../table.ts';

interface Row {
  readonly sort: string;
  readonly version: number;
  readonly body: string;
  readonly due: string | null;
  readonly expires: number | null;
}

interface DueRow {
  readonly partition: string;
  readonly sort: string;
  readonly due: string;
}

/** The Table port on one table of a SQLite file. Nothing expires here: a laptop has room. */
export function sqliteTable(db: DatabaseSync, name: 'state' | 'ledger' | 'work'): Table {
  define(db, name);
  const columns = 'sort, version, body, due, expires';
  const one = db.prepare(`SELECT ${columns} FROM ${name} WHERE partition = ? AND sort = ?`);
  const insert = db.prepare(
    `INSERT OR IGNORE INTO ${name} (partition, sort, version, body, due, expires) VALUES (?, ?, 1, ?, ?, ?)`,
  );
  const update = db.prepare(
    `UPDATE ${name} SET version = version + 1, body = ?, due = ?, expires = ?
     WHERE partition = ? AND sort = ? AND version = ?`,
  );
  // SQLite counts the characters of a text and JavaScript its code units: bytes are the same for both.
  const select = (order: 'ASC' | 'DESC', beyond: '>' | '<') =>
    db.prepare(
      `SELECT ${columns} FROM ${name} WHERE partition = ? AND sort >= ? AND sort < CAST(? AS TEXT)
       AND (? OR sort ${beyond} ?) ORDER BY sort ${order} LIMIT ?`,
    );
  const ascending = select('ASC', '>');
  const descending = select('DESC', '<');
  const until = db.prepare(`SELECT partition, sort, due FROM ${name} WHERE due > ? AND due < ? ORDER BY due LIMIT ?`);

  return {
    get({ partition, sort }) {
      const row = one.get(partition, sort) as Row | undefined;
      return Promise.resolve(row && itemOf(partition, row));
    },
    put(item) {
      const body = checkedBody(item);
      const { partition, sort, version } = item;
      const due = item.due === undefined ? null : placeOf(item, item.due);
      const expires = item.expires === undefined ? null : secondsOf(item.expires);
      const { changes } =
        version === 1
          ? insert.run(partition, sort, body, due, expires)
          : update.run(body, due, expires, partition, sort, version - 1);
      return Promise.resolve(changes === 1);
    },
    query(partition, prefix, { limit = pageSize, newestFirst = false, from } = {}) {
      const statement = newestFirst ? descending : ascending;
      const first = from === undefined ? 1 : 0;
      const end = Buffer.concat([Buffer.from(prefix), Buffer.of(0xff)]);
      const found = statement.all(partition, prefix, end, first, from ?? '', limit + 1) as unknown[] as Row[];
      const items = found.slice(0, limit).map((row) => itemOf(partition, row));
      const next = found.length > limit ? items.at(-1)?.sort : undefined;
      return Promise.resolve(next === undefined ? { items } : { items, next });
    },
    due(instant, { limit = pageSize, from = '' } = {}) {
      const found = until.all(from, placesUntil(instant), limit + 1) as unknown[] as DueRow[];
      const items = found.slice(0, limit).map(entryOf);
      const next = found.length > limit ? found[limit - 1]?.due : undefined;
      return Promise.resolve(next === undefined ? { items } : { items, next });
    },
  };
}

/** Makes the table, or gives one that an earlier version made the columns it lacks. */
function define(db: DatabaseSync, name: string): void {
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${name} (partition TEXT NOT NULL, sort TEXT NOT NULL, version INTEGER NOT NULL,
      body TEXT NOT NULL, due TEXT, expires INTEGER, PRIMARY KEY (partition, sort)) WITHOUT ROWID`,
  );
  const columns = new Set(
    db
      .prepare(`SELECT name FROM pragma_table_info(?)`)
      .all(name)
      .map((row) => row['name']),
  );
  if (!columns.has('due')) db.exec(`ALTER TABLE ${name} ADD COLUMN due TEXT`);
  if (!columns.has('expires')) db.exec(`ALTER TABLE ${name} ADD COLUMN expires INTEGER`);
  db.exec(`CREATE INDEX IF NOT EXISTS ${name}_due ON ${name} (due) WHERE due IS NOT NULL`);
}

const itemOf = (partition: string, { sort, version, body, due, expires }: Row): Item => ({
  partition,
  sort,
  version,
  body: JSON.parse(body) as unknown,
  ...(due !== null && { due: dueOf(due) }),
  ...(expires !== null && { expires: ofSeconds(expires) }),
});

const entryOf = ({ partition, sort, due }: DueRow): Due => ({ partition, sort, due: dueOf(due) });
