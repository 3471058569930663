import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveOn, type Live } from '#app/policy/live';
import { scanLive } from '#app/scan-live';
import type { Memory } from '#model';
import { openEmbedded } from '#store/embedded';
import { judgeAgain } from '../../cli/judge-again.ts';
import { clock, denying, entry, fleet, minute, rules, words } from '../app/policy-shop.ts';
import { openDesk } from './run.ts';

const liveIn = (memory: Memory): Live => liveOn({ rules, file: denying(), memory });

/** A store where the two doors of the shop were judged. */
async function scanned(): Promise<string> {
  const store = mkdtempSync(join(tmpdir(), 'shoalwatch-'));
  const memory = openEmbedded(store, 'write');
  await scanLive({ snapshots: fleet, live: liveIn(memory), memory, clock, startedAt: minute(1) });
  memory.close();
  return store;
}

async function lay(store: string, id: string): Promise<void> {
  const memory = openEmbedded(store, 'act');
  await memory.policies.lay(entry(id));
  memory.close();
}

describe('judging again', () => {
  it('goes on until nothing else counts: who acted meanwhile was told that it judges', async () => {
    const store = await scanned();
    const told: string[] = [];
    const acting = ['d0', 'd1'];
    const again = await judgeAgain(store, (memory) => async (at) => {
      const standing = await liveIn(memory)(at);
      const id = acting.shift();
      if (id === undefined) return standing;
      await lay(store, id);
      told.push((await judgeAgain(store, liveIn)).is);
      return standing;
    });
    expect(told).toEqual(['left', 'left']);
    expect(again.is === 'judged' && words(again.scanned.changes)).toEqual([
      'door-denied d0 opened by policy',
      'door-denied d1 opened by policy',
    ]);
    const memory = openEmbedded(store, 'read');
    const open = (await memory.findings()).map(({ rule, resource }) => `${rule} ${resource.id}`).sort();
    memory.close();
    expect(open).toEqual(['door-closed d0', 'door-denied d0', 'door-denied d1']);
  });
  it('judges once where nobody acts', async () => {
    const store = await scanned();
    await lay(store, 'd1');
    let asked = 0;
    const again = await judgeAgain(store, (memory) => {
      asked += 1;
      return liveIn(memory);
    });
    expect([again.is, asked]).toEqual(['judged', 1]);
  });
});

describe('a scan', () => {
  it('has let go of the store when it writes reports', async () => {
    const desk = await openDesk();
    await mkdir(desk.at('reports'));
    // Nothing is written into a pipe before somebody reads it: the scan stands still there.
    execFileSync('mkfifo', [desk.at('reports/report.json')]);
    const estate = join(import.meta.dirname, '../../examples/estate');
    const ended = desk.run(`scan --quiet --from ${estate} --store .shoalwatch --format json --out reports`);
    const pipe = await open(desk.at('reports/report.json'));
    const memory = openEmbedded(desk.at('.shoalwatch'), 'write', 0);
    memory.close();
    expect(JSON.parse(await pipe.readFile('utf8'))).toMatchObject({ schemaVersion: 1 });
    expect((await ended).code).toBe(0);
    await desk.close();
  });
});
