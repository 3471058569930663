import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { prune, type Pruned } from './prune.ts';
import { prunedFolder } from '../drivers/pruned-folder.ts';
import { sqliteTable } from '../drivers/sqlite-table.ts';

/** When, and for how long what runs found is kept. */
export interface Keeping {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly retentionDays: number;
  /** Days after which it is done again. */
  readonly everyDays: number;
  /** Does one thing while nothing else writes a run in this process. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

const key = { partition: 'pruned', sort: 'last' };

/**
 * Prunes an embedded store; undefined where that was done lately. Whoever calls holds the store: no other process writes a run
 * to it meanwhile.
 */
export async function pruneEmbedded(
  root: string,
  { now, retentionDays, everyDays, inTurn }: Keeping,
): Promise<Pruned | undefined> {
  const db = new DatabaseSync(join(root, 'state.db'), { timeout: 10_000 });
  try {
    const [state, ledger, work] = [sqliteTable(db, 'state'), sqliteTable(db, 'ledger'), sqliteTable(db, 'work')];
    const last = await work.get(key);
    // A clock that was ahead then does not put the next one off.
    if (last && Math.abs(now - Number(last.body)) < everyDays * 86_400_000) return undefined;
    const pruned = await prune({
      ...{ state, ledger, files: prunedFolder(join(root, 'files')), width: 1, now, retentionDays },
      isLate: () => false,
      alone: (act) => inTurn(() => act(() => Promise.resolve())),
    });
    await work.put({ ...key, version: (last?.version ?? 0) + 1, body: now });
    return pruned;
  } finally {
    db.close();
  }
}
