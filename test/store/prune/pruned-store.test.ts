import { existsSync, mkdtempSync, readdirSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy, type Memory } from '#model';
import { defineRule, fail, pass } from '#rule';
import { openEmbedded } from '#store/embedded';
import { pruneEmbedded } from '#store/prune/pruned-store';
import { about, aDoor, snapshot } from '../../engine/shop.ts';

const rule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});
const dayMs = 86_400_000;
const start = Date.parse('2026-01-01T06:00:00Z');

/** Scans on a day, and leaves files as old as that. */
async function seenOn(root: string, memory: Memory, day: number, open: boolean): Promise<string> {
  const now = start + day * dayMs;
  const before = new Set(pathsIn(root));
  const { scan: done } = await scan({
    ...{ snapshots: snapshotsOf([snapshot([aDoor('d', { open })])], typesOf([rule])), rules: [rule], memory },
    ...{ policy: defaultPolicy, startedAt: new Date(now).toISOString() },
    clock: { now: () => now, sleep: () => Promise.resolve() },
  });
  for (const path of pathsIn(root)) if (!before.has(path)) utimesSync(path, now / 1000, now / 1000);
  return done.id;
}

const pathsIn = (root: string): readonly string[] =>
  existsSync(join(root, 'files'))
    ? readdirSync(join(root, 'files'), { recursive: true, withFileTypes: true })
        .filter((it) => it.isFile())
        .map((it) => join(it.parentPath, it.name))
    : [];

const inTurn = <T>(work: () => Promise<T>): Promise<T> => work();

describe('a store on this machine', () => {
  it('is pruned once a week, and what is kept can be read', async () => {
    const root = mkdtempSync(join(tmpdir(), 'shoalwatch-'));
    const memory = openEmbedded(root, 'write');
    const first = await seenOn(root, memory, 0, true);
    const stood = await seenOn(root, memory, 1, false);
    for (const day of [100, 101]) await seenOn(root, memory, day, false);
    const on = (day: number) =>
      pruneEmbedded(root, { now: start + day * dayMs, retentionDays: 30, everyDays: 7, inTurn });
    const before = pathsIn(root).length;
    const done = await on(101);
    expect(done).toMatchObject({ is: 'done' });
    expect(done?.removed).toBeGreaterThan(2);
    // The marks of the one day that is over and kept are new.
    expect(pathsIn(root).length).toBe(before - (done?.removed ?? 0) + 1);
    await expect(memory.scan(first)).rejects.toThrow('the store has lost runs/');
    expect((await memory.scan(stood))?.totals).toMatchObject({ pass: 1 });
    expect(await memory.snapshots(stood)).toHaveLength(1);
    expect([await on(107), await on(108)]).toEqual([undefined, { is: 'done', removed: 0 }]);
    memory.close();
  });
});
