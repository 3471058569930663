import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Memory, OverlayEntry, PolicyDocument, Push } from '#model';
import { folderFiles } from '#store/drivers/folder-files';
import { sqliteTable } from '#store/drivers/sqlite-table';

export const minute = (n: number): string => `2026-11-22T12:${String(n).padStart(2, '0')}:00.000Z`;
export const denying = (...ids: string[]): PolicyDocument => ({
  ...{ rules: {}, waivers: [] },
  components: { allow: {}, deny: { vmImages: ids.map((id) => ({ id, reason: 'old' })) } },
});
export const push = (n: number, more: Partial<Push> = {}): Push => ({
  ...{ document: denying(`ami-${n}`), source: `version: 1 # ${n}\n`, author: 'ana', at: minute(n) },
  ...more,
});
export const entry = (id: string, n: number): OverlayEntry => ({
  ...{ id, author: 'dee', at: minute(n), reason: 'at once' },
  entry: { is: 'deny', list: 'cves', item: { id: 'CVE-2026-1' } },
});
export const by = (author: string, n: number, reason?: string) => ({
  author,
  at: minute(n),
  ...(reason !== undefined && { reason }),
});
export const acts = async ({ policies }: Memory): Promise<string[]> =>
  (await policies.history()).map(({ act, version, overlay, author, reason = '' }) =>
    [act, overlay?.id ?? version, `by ${author}`, reason].join(' ').trim(),
  );

/** What a memory on ports is told besides. */
export const rest = { recheck: false, width: 1, close: () => undefined } as const;

/** The ports of a store of its own. */
export function ports() {
  const db = new DatabaseSync(':memory:');
  return {
    ...{ state: sqliteTable(db, 'state'), ledger: sqliteTable(db, 'ledger'), ...rest },
    files: folderFiles(mkdtempSync(join(tmpdir(), 'shoalwatch-'))),
  };
}
