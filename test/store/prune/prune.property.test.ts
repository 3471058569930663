import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEntry, Run } from '#model';
import { chunksIn, getSnapshot } from '#store/runs/chunks';
import { isShard, shardsIn } from '#store/bills/component-files';
import { openFindings } from '#store/runs/open-findings';
import { all } from '#store/table';
import { flawOf, prunedShop, type PrunedShop, type Seen } from './pruned-shop.ts';

const dayMs = 86_400_000;
const retentionDays = 30;

/** What nobody prunes. */
const lasting = ['policies/00/policy.json', 'bills/00/bill.json'];

const seen: fc.Arbitrary<Seen> = fc.record({
  open: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  flaw: fc.integer({ min: 1, max: 2 }),
  kind: fc.constantFrom('sweep' as const, 're-read' as const),
});
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('sweep' as const), seen, days: fc.integer({ min: 0, max: 25 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('die' as const), seen, after: fc.integer({ min: 0, max: 25 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('prune' as const), after: fc.option(fc.integer({ min: 0, max: 12 })) }),
  },
);

/** All that a run says, as it is asked of the store. */
const saidOf = async ({ memory }: PrunedShop, run: string) => ({
  scan: await memory.scan(run),
  snapshots: await memory.snapshots(run),
  told: await memory.components.told(run),
  flaws: await Promise.all([1, 2].map((it) => memory.components.flawed(run, flawOf(it)))),
  holding: await memory.components.holding(run, 'frame'),
});

/** The snapshots that findings stand by, and those that moved one since an instant, by a run that died included. */
async function evidenceIn({ memory, ports }: PrunedShop, since: string) {
  const found = await memory.findings();
  const items = await Promise.all(found.map(({ id }) => Array.fromAsync(all(ports.ledger, `finding ${id}`))));
  const entries = items
    .flat()
    .flatMap(({ body }) => ((body as HistoryEntry).at >= since ? [body as HistoryEntry] : []));
  const standing = found.filter(({ status }) => status === 'open');
  return [...standing, ...entries.map(({ finding }) => finding)].flatMap(({ snapshots, resource: { target } }) =>
    snapshots.map((id) => ({ id, target })),
  );
}

const partsIn = (path: string, text: string): readonly string[] => {
  if (path.startsWith('snapshots/')) return chunksIn(text);
  return path.startsWith('components/') && !isShard(path) ? shardsIn(text) : [];
};

/** The runs of a time, and the last of each kind before it. */
function keptOf(runs: readonly Run[], since: string): readonly Run[] {
  const before = runs.filter(({ startedAt }) => startedAt < since);
  const last = (['sweep', 're-read'] as const).flatMap((kind) => before.find((it) => it.kind === kind) ?? []);
  return [...runs.filter(({ startedAt }) => startedAt >= since), ...last];
}

const since = (ms: number): string => new Date(ms - retentionDays * dayMs).toISOString();

test(
  'whatever happens to a store, nothing that is kept is lost, and what nobody keeps goes',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), fc.boolean(), async (steps, recheck) => {
        const shop = prunedShop({ recheck });
        const { memory, bodies, files, touched } = shop;
        for (const path of lasting) bodies.set(path, { text: path, at: -1e15 });
        const said = new Map<string, unknown>();
        const read = new Map<string, unknown>();
        for (const it of steps) {
          if (it.do === 'sweep') shop.pass(it.days);
          if (it.do === 'prune') await shop.prune(retentionDays, it.after ?? undefined);
          else await shop.sweep(it.seen, it.do === 'die' ? it.after : undefined);
          for (const { id } of await memory.runs(1)) if (!said.has(id)) said.set(id, await saidOf(shop, id));
          for (const { id, target } of await evidenceIn(shop, since(shop.now())))
            if (!read.has(id)) read.set(id, (await getSnapshot(files, id, target)).resources);
          for (const { id } of keptOf(await memory.runs(100), since(shop.now())))
            expect(await saidOf(shop, id)).toEqual(said.get(id));
          for (const { id, target } of await evidenceIn(shop, since(shop.now())))
            expect((await getSnapshot(files, id, target)).resources).toEqual(read.get(id));
        }
        if (!(await shop.prune(retentionDays))) throw new Error('nothing made it die');
        const runs = await memory.runs(100);
        const counted = since(Date.parse(runs[1]?.startedAt ?? '1970-01-01T00:00:00Z'));
        touched.clear();
        for (const { id } of keptOf(runs, `${counted.slice(0, 10)}T00:00:00.000Z`)) {
          await saidOf(shop, id);
          touched.add(`watchdog/${id}.json`);
        }
        for (const { id, target } of await evidenceIn(shop, counted)) await getSnapshot(files, id, target);
        const isOld = (path: string): boolean => (bodies.get(path)?.at ?? 0) < Date.parse(counted);
        // What died half way and is young stays whole, though nothing names it.
        for (const path of [...bodies.keys()].filter((it) => it.startsWith('runs/') && !isOld(it))) {
          const id = path.slice('runs/'.length, -'.json'.length);
          await saidOf(shop, id);
          await openFindings(files, id, () => true);
        }
        for (const [path, { text }] of bodies) {
          const parts = partsIn(path, text);
          expect(parts.filter((it) => !bodies.has(it))).toEqual([]);
          if (!isOld(path)) for (const part of parts) touched.add(part);
        }
        const left = [...bodies.keys()].filter((path) => isOld(path) && !touched.has(path));
        expect(left.filter((path) => !path.startsWith('marks/'))).toEqual(lasting);
        memory.close();
      }),
      { numRuns: Number(process.env['PRUNE_RUNS'] ?? 100) },
    );
  },
);
