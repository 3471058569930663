import { expect, it } from 'vitest';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy, type Clock } from '#model';
import { defineRule, fail, pass } from '#rule';
import { storePermissions } from '#store/drivers/dynamo-schema';
import { pruneHandlerOf } from '../../functions/wire/prune.ts';
import { storeOf } from '../../functions/wire/store.ts';
import { about, aDoor, snapshot } from '../engine/shop.ts';
import { cloudStands } from '../store/cloud-stands.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';
import { onWire } from '../store/wire.ts';

const stands = cloudStands();

const rule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});

/** The store of a stack that was swept at these moments, the door open in the first one, and its function. */
async function stack(...moments: readonly string[]) {
  const BUCKET = stands.bucket();
  const names = {
    ...{ STATE_TABLE: await stands.dynamo.makeTable(), LEDGER_TABLE: await stands.dynamo.makeTable() },
    ...{ WORK_TABLE: await stands.dynamo.makeTable(), BUCKET },
  };
  const asked = new Set<string>();
  const dynamo = stands.dynamo.client();
  onWire(dynamo, async ({ operation, body }, send) => {
    const { TableName } = JSON.parse(body) as { TableName: string };
    const of = Object.entries(names).find(([, name]) => name === TableName)?.[0] ?? '';
    asked.add(`${of} dynamodb:${operation}`);
    await send();
  });
  const clients = { dynamo, s3: s3ClientOf(stands.s3.url) };
  const { memory } = storeOf(names, clients);
  const runs: string[] = [];
  for (const startedAt of moments) {
    const before = new Set(stands.s3.buckets.get(BUCKET)?.keys());
    const doors = [snapshot([aDoor('d', { open: runs.length === 0 })])];
    const now = Date.parse(startedAt);
    const done = await scan({
      ...{ snapshots: snapshotsOf(doors, typesOf([rule])), rules: [rule], policy: defaultPolicy, memory, startedAt },
      clock: { now: () => now, sleep: () => Promise.resolve() },
    });
    runs.push(done.scan.id);
    const objects = stands.s3.buckets.get(BUCKET);
    for (const [key, it] of objects ?? []) if (!before.has(key)) objects?.set(key, { ...it, at: new Date(now) });
  }
  asked.clear();
  const from = stands.s3.calls.length;
  const lines: string[] = [];
  const log = {
    info: (it: string, more?: object) => void lines.push(`${it} ${JSON.stringify(more)}`),
    warn: () => undefined,
    error: (it: string, error: unknown) => void lines.push(`${it} ${String(error)}`),
  };
  const clock: Clock = { now: () => Date.parse(moments.at(-1) ?? ''), sleep: () => Promise.resolve() };
  const config = (text: string) => () => Promise.resolve(text);
  return {
    ...{ memory, runs, asked, lines, objects: stands.s3.buckets.get(BUCKET) },
    called: () => new Set(stands.s3.calls.slice(from).map(({ operation }) => operation)),
    prune: (text = '{"version":1,"evidence":{"retentionDays":30}}') =>
      pruneHandlerOf({ names: () => names, config: config(text), clients: () => clients, clock, log: () => log })(),
  };
}

const moments = ['2026-01-01T06:00:00.000Z', '2026-01-02T06:00:00.000Z', '2026-04-01T06:00:00.000Z'];

it('lets go of what only old runs name, with the rights of its role and no others', async () => {
  const { memory, runs, asked, lines, objects, called, prune } = await stack(...moments, '2026-04-02T06:00:00.000Z');
  const before = objects?.size ?? 0;
  const { is, removed } = await prune();
  const operations = [...asked];
  expect(is).toBe('done');
  expect(removed).toBeGreaterThan(2);
  expect(lines).toEqual([`done {"removed":${removed}}`]);
  // The marks of the one day that is over and kept are new.
  expect(objects?.size).toBe(before - removed + 1);
  await expect(memory.scan(runs[0] ?? '')).rejects.toThrow('the store has lost runs/');
  for (const run of runs.slice(1)) {
    expect((await memory.scan(run))?.totals).toMatchObject({ pass: 1 });
    expect(await memory.snapshots(run)).toHaveLength(1);
  }
  const { state, ledger, work, bucket } = storePermissions;
  expect(operations.filter((it) => it.startsWith('STATE')).map(actionOf)).toEqual(['dynamodb:Query']);
  expect(state.read).toContain('dynamodb:Query');
  expect(operations.filter((it) => it.startsWith('LEDGER')).map(actionOf)).toEqual(ledger.read);
  expect(work.write).toEqual(expect.arrayContaining(operations.filter((it) => it.startsWith('WORK')).map(actionOf)));
  // What S3 calls by another name than its right.
  const rights = { ListObjectsV2: 's3:ListBucket', DeleteObjects: 's3:DeleteObject' } as Readonly<
    Record<string, string>
  >;
  const used = new Set([...called()].map((it) => rights[it] ?? `s3:${it}`));
  used.delete('s3:HeadObject');
  expect([...used].sort()).toEqual([...bucket.write, ...bucket.prune].filter((it) => it.startsWith('s3:')).sort());
});

const actionOf = (asked: string): string => asked.split(' ')[1] ?? '';

it('keeps four hundred days where nothing is said', async () => {
  const { prune } = await stack(...moments, '2026-04-02T06:00:00.000Z');
  expect(await prune('{"version":1}')).toEqual({ is: 'done', removed: 0 });
});

it('fails where something that is kept is lost, says what in its log, and takes nothing away', async () => {
  const { runs, lines, objects, called, prune } = await stack(...moments, '2026-04-02T06:00:00.000Z');
  objects?.delete(`runs/${runs[2]}.json`);
  await expect(prune()).rejects.toThrow('the store has lost runs/');
  expect(lines).toEqual([expect.stringContaining(`failed ShoalwatchError: the store has lost runs/${runs[2]}.json`)]);
  expect(called()).not.toContain('DeleteObjects');
});
