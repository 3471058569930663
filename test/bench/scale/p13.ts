import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { collectAll } from '#app/collect-all';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import type { Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import { openEmbedded } from '#store/embedded';
import { telling, toldAfter } from '../alerts/told-after.ts';
import { startEstates } from '../faults/estates.ts';
import { silent } from '../faults/matrix.ts';
import { patientGate } from '../faults/patient-gate.ts';
import { round, type Figure } from '../figures.ts';
import { requestsOf, type Requests } from './p13-cloud.ts';

const most = 2048;

/** What a second sweep over unchanged clouds leaves in the store: one run record and nothing else. */
export async function p13(): Promise<Figure> {
  const { subjects } = await startEstates(20);
  const store = await mkdtemp(join(tmpdir(), 'shoalwatch-bench-'));
  const swept: (readonly Snapshot[])[] = [];
  const calls: number[] = [];
  let targets = 0;
  const sweep = async (startedAt: string): Promise<void> => {
    const { clock, gate } = patientGate(2);
    const clouds = subjects.map((subject) => subject.cloud({ gate, clock }));
    const readings = await collectAll({ clouds, progress: silent });
    const memory = openEmbedded(store, 'write');
    const snapshots = snapshotsOf(readings, typesOf(rules));
    swept.push(snapshots);
    await scan({ snapshots, rules, policy: telling, memory, clock, startedAt });
    calls.push(await toldAfter(memory, rules, startedAt));
    memory.close();
    targets = readings.length;
  };
  try {
    await sweep('2026-11-01T00:00:00.000Z');
    const before = await heldIn(store);
    await sweep('2026-11-01T01:00:00.000Z');
    const written = [...(await heldIn(store))].filter(([name, { stamp }]) => before.get(name)?.stamp !== stamp);
    // The record of a run is a row and the list of its targets; both bear the id of the run.
    const records = Map.groupBy(written, ([name]) => /r-\d+-[0-9a-f]+/.exec(name)?.[0] ?? name);
    const bytes = written.reduce((sum, [, held]) => sum + held.bytes, 0);
    const bytesPerTarget = round(bytes / targets, 0);
    const [first = {}, second = {}] = await requestsOf(swept, patientGate(2).clock);
    const writesInCloud = (second['PutItem'] ?? 0) + (second['PutObject'] ?? 0);
    return {
      id: 'P13',
      counts: { writes: records.size, bytesPerTarget },
      table: [['written by the second sweep', 'bytes'], ...written.map(([name, held]) => [name, held.bytes])],
      notes: [
        `Slack is told: ${calls.join(' calls after the first sweep, ')} after the second`,
        `${targets} targets; the first sweep wrote ${before.size} things`,
        `on DynamoDB and S3 the first sweep asks ${listed(first)}; the second ${listed(second)}`,
      ],
      missed: [
        ...(calls[0] === 0 || calls[1] !== 0 ? ['Slack is not called after the first sweep alone'] : []),
        ...(records.size === 1 ? [] : [`${records.size} records instead of one`]),
        ...(writesInCloud === 2 ? [] : [`${writesInCloud} writes on DynamoDB and S3 instead of a row and its list`]),
        ...(bytesPerTarget > most ? [`${bytesPerTarget} bytes per target > ${most}`] : []),
      ],
    };
  } finally {
    for (const subject of subjects) await subject.close();
    await rm(store, { recursive: true });
  }
}

const listed = (requests: Requests): string =>
  Object.entries(requests)
    .map(([name, count]) => `${name} ${count}`)
    .sort()
    .join(', ');

interface Held {
  readonly bytes: number;
  /** Changes when it is written. */
  readonly stamp: string;
}

/** Every row and every file of a store. */
async function heldIn(store: string): Promise<ReadonlyMap<string, Held>> {
  const held = new Map<string, Held>();
  const db = new DatabaseSync(join(store, 'state.db'), { readOnly: true });
  for (const table of ['state', 'ledger']) {
    for (const row of db.prepare(`SELECT partition, sort, version, body FROM ${table}`).all()) {
      const [partition, sort, version, body] = ['partition', 'sort', 'version', 'body'].map((name) =>
        String(row[name]),
      );
      const bytes = Buffer.byteLength(`${partition ?? ''}${sort ?? ''}${body ?? ''}`);
      held.set(`${table} ${partition ?? ''} ${sort ?? ''}`, { bytes, stamp: `${version ?? ''} ${body ?? ''}` });
    }
  }
  db.close();
  for (const path of await readdir(join(store, 'files'), { recursive: true })) {
    const info = await stat(join(store, 'files', path));
    if (info.isFile()) held.set(path, { bytes: info.size, stamp: `${info.mtimeMs}` });
  }
  return held;
}
