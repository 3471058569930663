import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scan } from '#app/scan';
import { compare } from '#app/compare';
import { defaultPolicy, type Clock, type Memory, type Policy, type Reading } from '#model';
import { openEmbedded } from '#store/embedded';
import { defineRule, fail, pass } from '#rule';
import { about, aDoor, gap, places, snapshot } from '../engine/shop.ts';

const rule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});
const clock: Clock = { now: () => Date.parse('2026-11-02T00:00:01Z'), sleep: () => Promise.resolve() };
const folder = (): string => mkdtempSync(join(tmpdir(), 'shoalwatch-'));

const run = (
  memory: Memory | undefined,
  readings: Reading[],
  minute: number,
  more: { policy?: Policy; interrupted?: boolean } = {},
) =>
  scan({
    ...{ readings, rules: [rule], policy: defaultPolicy, memory, clock },
    startedAt: `2026-11-02T00:${String(minute).padStart(2, '0')}:00.000Z`,
    ...more,
  });
const doors = (...open: boolean[]): Reading[] => [snapshot(open.map((it, i) => aDoor(`d${i}`, { open: it })))];

const filesUnder = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .sort();

describe('a store over several scans', () => {
  it('remembers what opened, resolved and reopened, with its history', async () => {
    const memory = openEmbedded(folder(), 'write');
    const first = await run(memory, doors(true, false), 1);
    expect(first.changes.map(({ kind }) => kind)).toEqual(['opened']);
    expect((await run(memory, doors(false, false), 2)).changes.map(({ kind }) => kind)).toEqual(['resolved']);
    const third = await run(memory, doors(true, false), 3);
    expect(third.changes.map(({ kind }) => kind)).toEqual(['reopened']);
    const [finding] = third.scan.findings;
    expect((await memory.history(finding!.id)).map(({ kind, at }) => `${at.slice(14, 16)} ${kind}`)).toEqual([
      '01 opened',
      '02 resolved',
      '03 reopened',
    ]);
    memory.close();
  });
  it('an access that is lost resolves nothing', async () => {
    const memory = openEmbedded(folder(), 'write');
    await run(memory, doors(true), 1);
    const lost = [snapshot([], { complete: [], gaps: [gap(['door', 'lock'])] })];
    const { scan: after, changes } = await run(memory, lost, 2);
    expect(changes).toEqual([]);
    expect(after.findings).toMatchObject([{ status: 'open', resource: { id: 'd0' } }]);
    expect(after.targets).toMatchObject([{ state: 'failed' }]);
    expect(after.coverage).toBe(0);
    expect(after.judgements.map(({ resource }) => resource.id)).toEqual([places.one, 'd0']);
    memory.close();
  });
  it('an unchanged scan writes its run record and nothing else', async () => {
    const root = folder();
    const memory = openEmbedded(root, 'write');
    await run(memory, doors(true, false), 1);
    const before = filesUnder(root);
    await run(memory, doors(true, false), 2);
    const added = filesUnder(root).filter((path) => !before.includes(path));
    expect(added.map((path) => path.split('/').slice(0, 2).join('/'))).toEqual(['files/runs']);
    expect(statSync(join(root, added[0]!)).size).toBeLessThan(2048);
    expect(await memory.runs(5)).toHaveLength(2);
    memory.close();
  });
  it('gives a scan back as it was', async () => {
    const memory = openEmbedded(folder(), 'write');
    const { scan: first } = await run(memory, doors(true, false), 1);
    const { scan: second } = await run(memory, doors(false, true), 2);
    const stored = await memory.scan(first.id);
    expect(stored).toMatchObject({ totals: first.totals, coverage: first.coverage, resources: first.resources });
    expect(stored?.findings.map(({ id }) => id)).toEqual(first.findings.map(({ id }) => id));
    const difference = compare(stored!, (await memory.scan(second.id))!);
    expect(difference.opened.map(({ resource }) => resource.id)).toEqual(['d1']);
    expect(difference.resolved.map(({ resource }) => resource.id)).toEqual(['d0']);
    expect(difference).toMatchObject({ unread: [], changed: [], unchanged: 0 });
    expect(await memory.scan('r-none')).toBeUndefined();
    memory.close();
  });
  it('keeps the snapshots that a run judged', async () => {
    const memory = openEmbedded(folder(), 'write');
    const { scan: first } = await run(memory, doors(true, false), 1);
    const [stored] = await memory.snapshots(first.id);
    expect(stored?.resources.map(({ id }) => id).sort()).toEqual(['d0', 'd1']);
    expect(stored?.complete).toEqual(['door', 'lock']);
    memory.close();
  });
  it('an interrupted scan writes nothing', async () => {
    const memory = openEmbedded(folder(), 'write');
    const { scan: partial } = await run(memory, doors(true), 1, { interrupted: true });
    expect(partial.interrupted).toBe(true);
    expect(await memory.runs(1)).toEqual([]);
    expect(await memory.findings()).toEqual([]);
    memory.close();
  });
  it('is there again after it was closed', async () => {
    const root = folder();
    const memory = openEmbedded(root, 'write');
    await run(memory, doors(true), 1);
    memory.close();
    const again = openEmbedded(root, 'write');
    expect((await run(again, doors(true), 2)).changes).toEqual([]);
    again.close();
  });
});

describe('two runs on one store', () => {
  it('the second says so when the first does not end', () => {
    const root = folder();
    const first = openEmbedded(root, 'write', 50);
    expect(() => openEmbedded(root, 'write', 50)).toThrow('another run holds the store');
    const reader = openEmbedded(root, 'read');
    reader.close();
    first.close();
    openEmbedded(root, 'write', 50).close();
  });
});
