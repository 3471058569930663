import { DatabaseSync } from 'node:sqlite';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy, defineType, wire, type Memory, type Resource, type RunKind, type Scan } from '#model';
import { defineRule, fail, pass } from '#rule';
import type { PrunedFiles } from '#store/files';
import { memoryOn } from '#store/memory';
import { prune, type Pruned } from '#store/prune/prune';
import { rostersOn } from '#store/runs/rosters';
import { sqliteTable } from '#store/drivers/sqlite-table';
import type { Table } from '#store/table';
import { about, aDoor, places, snapshot } from '../../engine/shop.ts';

const dayMs = 86_400_000;
const began = Date.parse('2026-01-01T06:00:00Z');

/** Pictures on the wall, in which scanners see flaws. */
const picture = defineType({
  name: 'picture',
  scope: 'aws-region',
  reads: ['shop:ListPictures'],
  changedBy: [],
  config: wire<{ readonly flaw: string }>(),
  home: () => undefined,
  components: {
    kinds: ['scan'],
    read: ({ flaw }) => [
      {
        kind: 'scan',
        digest: 'sha256:1',
        by: 'eye',
        flaws: [{ id: flaw, aliases: [], packages: [{ name: 'frame' }] }],
      },
    ],
  },
});

const doorRule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});
const pictureRule = defineRule({ ...about, id: 'picture-hangs', on: picture, evaluate: () => pass() });
const rules = [doorRule, pictureRule];

/** What is seen of the shop: doors that are open or not, in two places, and a picture. */
export interface Seen {
  readonly open: readonly boolean[];
  readonly flaw: number;
  readonly kind: RunKind;
}

export const flawOf = (number: number): string => `CVE-2026-${number}`;

/** A file of the shop. */
interface Body {
  readonly text: string;
  readonly at: number;
}

/** A store whose days pass as one likes, and whose processes may die at any of their writes. */
export function prunedShop({ recheck }: { readonly recheck: boolean }) {
  const db = new DatabaseSync(':memory:');
  const bodies = new Map<string, Body>();
  const touched = new Set<string>();
  let time = began;
  let left = Infinity;
  /** Called before each write. */
  const step = (): void => {
    if (left === 0) throw new Error('it died');
    left -= 1;
  };
  const files: PrunedFiles = {
    get(path) {
      touched.add(path);
      return Promise.resolve(bodies.get(path)?.text);
    },
    has: (path) => Promise.resolve(bodies.has(path)),
    async put(path, text) {
      await Promise.resolve();
      step();
      if (bodies.has(path)) return false;
      bodies.set(path, { text, at: time });
      return true;
    },
    async *list(folder) {
      const own = [...bodies].filter(([path]) => path.startsWith(`${folder}/`));
      for (let at = 0; at < own.length; at += 3) {
        await Promise.resolve();
        yield own.slice(at, at + 3).map(([path, body]) => ({ path, writtenAt: body.at }));
      }
    },
    async remove(paths) {
      await Promise.resolve();
      for (const path of paths) {
        step();
        bodies.delete(path);
      }
    },
  };
  const mortal = (name: 'state' | 'ledger'): Table => {
    const table = sqliteTable(db, name);
    return {
      ...table,
      put: async (item) => {
        await Promise.resolve();
        step();
        return table.put(item);
      },
    };
  };
  const ports = { state: mortal('state'), ledger: mortal('ledger'), files };
  const memory: Memory = memoryOn({ ...ports, recheck, width: 3, alone: true, close: () => db.close() });
  const rosters = rostersOn(files);
  /** Does something whose process dies before its nth write, or that lives. Undefined where it died. */
  const living = async <T>(writes: number | undefined, work: () => Promise<T>): Promise<T | undefined> => {
    left = writes ?? Infinity;
    try {
      return await work();
    } catch (error) {
      if (error instanceof Error && error.message === 'it died') return undefined;
      throw error;
    } finally {
      left = Infinity;
    }
  };

  return {
    ...{ memory, files, ports, bodies, touched, living },
    now: () => time,
    pass: (days: number) => (time += days * dayMs),
    sweep: ({ open, flaw, kind }: Seen, dies?: number): Promise<Scan | undefined> =>
      living(dies, async () => {
        time += 60_000;
        const wall: Resource = {
          type: 'picture',
          id: 'p',
          name: 'p',
          target: places.one,
          config: { flaw: flawOf(flaw) },
        };
        const doors = open.map((it, at) => aDoor(`d${at}`, { open: it }, at % 2 === 0 ? places.one : places.two));
        const complete = ['door', 'lock', 'picture'];
        const readings = [places.one, places.two].map((id) => snapshot([...doors, wall], { id, complete }));
        const clock = { now: () => time, sleep: () => Promise.resolve() };
        const startedAt = new Date(time).toISOString();
        const snapshots = snapshotsOf(readings, typesOf(rules));
        const { scan: done } = await scan({
          ...{ snapshots, rules, policy: defaultPolicy, memory, clock, startedAt, kind },
        });
        await rosters.keep(done.id, {});
        return done;
      }),
    prune: (retentionDays: number, dies?: number): Promise<Pruned | undefined> =>
      living(dies, () =>
        prune({
          ...{ ...ports, width: 3, now: time, retentionDays, isLate: () => false },
          alone: (work) => work(() => Promise.resolve()),
        }),
      ),
  };
}

export type PrunedShop = ReturnType<typeof prunedShop>;
