import { describe, expect, it } from 'vitest';
import { compare } from '#app/compare';
import { scan } from '#app/scan';
import { defaultPolicy, type Clock, type Memory, type Policy, type Reading } from '#model';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defineRule, fail, pass } from '#rule';
import { about, aDoor, gap, places, snapshot } from '../engine/shop.ts';

/** A place that remembers. */
export interface Place {
  /** Opens what is there; whoever opens closes. */
  open(): Memory;
  /** What was written since this was asked last, each time it was: `item <table> <partition>` and `file <path>`. */
  written(): Promise<readonly string[]>;
  /** Takes a file away behind the store's back. */
  lose(path: string): Promise<void>;
  change(path: string, body: string): Promise<void>;
  paths(): Promise<readonly string[]>;
}

const rule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});
const clock: Clock = { now: () => Date.parse('2026-11-02T00:00:01Z'), sleep: () => Promise.resolve() };

/** Scans the shop at a minute of a morning. */
export const run = (
  memory: Memory | undefined,
  readings: Reading[],
  minute: number,
  more: { policy?: Policy; interrupted?: boolean; kind?: 'sweep' | 're-read' } = {},
) =>
  scan({
    snapshots: snapshotsOf(readings, typesOf([rule])),
    ...{ rules: [rule], policy: defaultPolicy, memory, clock },
    startedAt: `2026-11-02T00:${String(minute).padStart(2, '0')}:00.000Z`,
    ...more,
  });
export const doors = (...open: boolean[]): Reading[] => [snapshot(open.map((it, i) => aDoor(`d${i}`, { open: it })))];

/** What memory has to do, whatever its tables and files are. */
export function memoryContract(name: string, make: () => Place | Promise<Place>): void {
  const opened = () => openedAt(make);

  describe(`a store over several scans, ${name}`, () => {
    it('remembers what opened, resolved and reopened, with its history', async () => {
      const { memory } = await opened();
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
      const { memory } = await opened();
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
      const { place, memory } = await opened();
      const { scan: first } = await run(memory, doors(true, false), 1);
      await place.written();
      const { scan: second } = await run(memory, doors(true, false), 2);
      expect((await place.written()).toSorted()).toEqual([`file runs/${second.id}.json`, 'item state runs']);
      expect(JSON.stringify(await memory.runs(5)).length).toBeLessThan(2048);
      expect((await memory.runs(5)).map(({ id }) => id)).toEqual([second.id, first.id]);
      memory.close();
    });
    it('one door that moves writes what it touches and nothing else', async () => {
      const { place, memory } = await opened();
      const all = Array.from({ length: 40 }, () => false);
      await run(memory, doors(...all), 1);
      await place.written();
      const { scan: second } = await run(memory, doors(...all.with(7, true)), 2);
      const kinds = (await place.written()).map((it) => it.replace(/[/][0-9a-f]{2}[/].*/, ''));
      // News stands before anything moves, and is made whole behind it.
      expect([...new Set(kinds)].sort()).toEqual([
        'file chunks',
        'file components',
        `file runs/${second.id}.json`,
        'file snapshots',
        'file state',
        `item ledger finding ${second.findings[0]!.id}`,
        'item state findings',
        'item state news',
        'item state runs',
      ]);
      memory.close();
    });
    it('gives a scan back as it was', async () => {
      const { memory } = await opened();
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
    it('knows which run was the last that had ended by a moment', async () => {
      const { memory } = await opened();
      const first = await run(memory, doors(true), 1);
      await run(memory, doors(false), 2);
      const by = async (at: string) => (await memory.runBy(at))?.id;
      // The clock of these runs stands still a second after the hour.
      expect(await by('2026-11-02T00:00:00.999Z')).toBeUndefined();
      expect(await by('2026-11-02T00:00:01.000Z')).not.toBe(first.scan.id);
      expect(await by('2026-11-03T00:00:00.000Z')).toBe((await memory.runs(1))[0]?.id);
      memory.close();
    });
    it('keeps the snapshots that a run judged', async () => {
      const { memory } = await opened();
      const { scan: first } = await run(memory, doors(true, false), 1);
      const [stored] = await memory.snapshots(first.id);
      expect(stored?.resources.map(({ id }) => id).sort()).toEqual(['d0', 'd1']);
      expect(stored?.complete).toEqual(['door', 'lock']);
      memory.close();
    });
    it('an interrupted scan writes nothing', async () => {
      const { memory } = await opened();
      const { scan: partial } = await run(memory, doors(true), 1, { interrupted: true });
      expect(partial.interrupted).toBe(true);
      expect(await memory.runs(1)).toEqual([]);
      expect(await memory.findings()).toEqual([]);
      memory.close();
    });
    it('is there again after it was closed', async () => {
      const { place, memory } = await opened();
      await run(memory, doors(true), 1);
      memory.close();
      const again = place.open();
      expect((await run(again, doors(true), 2)).changes).toEqual([]);
      again.close();
    });
  });
}

/** What memory has to do where a file that it wrote is gone or is not what it wrote. */
export function lossContract(name: string, make: () => Place | Promise<Place>): void {
  const opened = () => openedAt(make);

  describe(`a file of the store that is gone, ${name}`, () => {
    it.each([
      ['chunks/', 'a part of the snapshot of'],
      ['snapshots/', 'it is the snapshot of'],
      ['runs/', 'it lists the targets of'],
    ])('of %s is named, and what it held is never taken for nothing', async (folder, what) => {
      const { place, memory } = await opened();
      const { scan: first } = await run(memory, doors(true, false), 1);
      const path = (await place.paths()).find((it) => it.startsWith(folder))!;
      await place.lose(path);
      await expect(memory.snapshots(first.id)).rejects.toThrow(`the store has lost ${path}: ${what}`);
      memory.close();
    });
    it.each([
      ['state/', 'it is the state of'],
      ['runs/', 'it lists the targets of'],
    ])('of %s is named when a run is asked for', async (folder, what) => {
      const { place, memory } = await opened();
      const { scan: first } = await run(memory, doors(true, false), 1);
      const path = (await place.paths()).find((it) => it.startsWith(folder))!;
      await place.lose(path);
      await expect(memory.scan(first.id)).rejects.toThrow(`the store has lost ${path}: ${what}`);
      memory.close();
    });
    it.each(['chunks/', 'state/'])('of %s that was changed is named, and nothing of it is believed', async (folder) => {
      const { place, memory } = await opened();
      const { scan: first } = await run(memory, doors(true, false), 1);
      const path = (await place.paths()).find((it) => it.startsWith(folder))!;
      await place.change(path, '[]');
      const asked = folder === 'state/' ? memory.scan(first.id) : memory.snapshots(first.id);
      await expect(asked).rejects.toThrow(`${path} in the store is not what was written`);
      memory.close();
    });
    it('the next sweep by hand writes it again', async () => {
      const { place, memory } = await opened();
      await run(memory, doors(true, false), 1);
      for (const path of await place.paths()) await place.lose(path);
      const { scan: second } = await run(memory, doors(true, false), 2);
      expect(await memory.scan(second.id)).toMatchObject({ totals: second.totals });
      expect((await memory.snapshots(second.id))[0]?.resources).toHaveLength(2);
      await place.lose((await place.paths()).find((it) => it.startsWith('chunks/'))!);
      const { scan: third } = await run(memory, doors(true, false), 3);
      expect((await memory.snapshots(third.id))[0]?.resources).toHaveLength(2);
      await place.lose((await place.paths()).find((it) => it.startsWith('state/'))!);
      const { scan: fourth } = await run(memory, doors(true, false), 4);
      expect(await memory.scan(fourth.id)).toMatchObject({ totals: fourth.totals });
      memory.close();
    });
    it('a run that looks after one change trusts what the last run wrote', async () => {
      const { place, memory } = await opened();
      await run(memory, doors(true, false), 1);
      await place.written();
      await run(memory, doors(true, false), 2, { kind: 're-read' });
      expect(await place.written()).toHaveLength(2);
      memory.close();
    });
  });
}

async function openedAt(make: () => Place | Promise<Place>): Promise<{ place: Place; memory: Memory }> {
  const place = await make();
  return { place, memory: place.open() };
}
