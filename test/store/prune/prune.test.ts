import { describe, expect, it } from 'vitest';
import { getSnapshot, snapshotPlace } from '#store/runs/chunks';
import { prune } from '#store/prune/prune';
import { places } from '../../engine/shop.ts';
import { prunedShop, type PrunedShop, type Seen } from './pruned-shop.ts';

const retentionDays = 30;
const shut: Seen = { open: [false, false, false], flaw: 1, kind: 'sweep' };
const open: Seen = { ...shut, open: [true, false, false] };
const other: Seen = { ...shut, open: [false, true, true], flaw: 2 };

const inside = ({ bodies }: PrunedShop, folder: string): readonly string[] =>
  [...bodies.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();

/** A shop that was seen three times, of which the first is long ago and what stood after it, too. */
async function agedShop(): Promise<PrunedShop> {
  const shop = prunedShop({ recheck: false });
  await shop.sweep(other);
  shop.pass(1);
  await shop.sweep(shut);
  shop.pass(100);
  for (const _ of [1, 2]) await shop.sweep(shut);
  return shop;
}

const prunedBy = (shop: PrunedShop, more: Partial<Parameters<typeof prune>[0]> = {}) =>
  prune({
    ...{ ...shop.ports, width: 2, now: shop.now(), retentionDays, isLate: () => false },
    alone: (work) => work(() => Promise.resolve()),
    ...more,
  });

describe('what is let go of', () => {
  it('is what only runs of before the retention name, but for the one that stood when it began', async () => {
    const shop = await agedShop();
    const [chunks, lists] = [inside(shop, 'chunks'), inside(shop, 'runs')];
    const { removed } = await prunedBy(shop);
    const [, , stood, first] = await shop.memory.runs(4);
    expect(lists.filter((it) => !inside(shop, 'runs').includes(it))).toEqual([`runs/${first?.id}.json`]);
    expect(inside(shop, 'watchdog')).not.toContain(`watchdog/${first?.id}.json`);
    expect(inside(shop, 'chunks').length).toBeLessThan(chunks.length);
    expect(removed).toBeGreaterThan(5);
    await expect(shop.memory.scan(first?.id ?? '')).rejects.toThrow('the store has lost runs/');
    expect((await shop.memory.scan(stood?.id ?? ''))?.findings).toEqual([]);
    expect(await prunedBy(shop)).toEqual({ is: 'done', removed: 0 });
  });

  it('is nothing by a clock that was wrong, whether ahead of the runs or once when one was made', async () => {
    const shop = await agedShop();
    await prunedBy(shop);
    const before = shop.bodies.size;
    expect(await prunedBy(shop, { now: shop.now() + 1e13 })).toEqual({ is: 'done', removed: 0 });
    shop.pass(5000);
    await shop.sweep(open);
    expect(await prunedBy(shop)).toEqual({ is: 'done', removed: 0 });
    expect(shop.bodies.size).toBeGreaterThan(before);
  });

  it('is nothing where something that is kept is lost, and the error names it', async () => {
    const shop = await agedShop();
    const [run] = await shop.memory.runs(1);
    shop.bodies.delete(`runs/${run?.id}.json`);
    const before = [...shop.bodies.keys()].filter((it) => !it.startsWith('marks/'));
    await expect(prunedBy(shop)).rejects.toThrow(`the store has lost runs/${run?.id}.json: it lists the targets of`);
    expect([...shop.bodies.keys()].filter((it) => !it.startsWith('marks/'))).toEqual(before);
  });

  it('is never what a finding that stands was opened by, however long ago', async () => {
    const shop = prunedShop({ recheck: false });
    await shop.sweep({ ...open, flaw: 2 });
    shop.pass(1);
    await shop.sweep(open);
    shop.pass(100);
    for (const _ of [1, 2]) await shop.sweep(open);
    const [finding] = await shop.memory.findings();
    const named = (await shop.memory.runs(3)).map(({ id }) => shop.memory.targets(id));
    const [id = ''] = finding?.snapshots ?? [];
    expect((await Promise.all(named)).flat().map(({ snapshot }) => snapshot)).not.toContain(id);
    expect((await prunedBy(shop)).removed).toBeGreaterThan(0);
    expect((await getSnapshot(shop.files, id, places.one)).resources).toHaveLength(3);
  });

  it('is no part of what a run left lately that died, though nothing names it', async () => {
    const shop = await agedShop();
    const [first] = (await shop.memory.runs(4)).slice(-1);
    const [target] = await shop.memory.targets(first?.id ?? '');
    const id = 'a'.repeat(32);
    const old = shop.bodies.get(snapshotPlace(target?.snapshot ?? ''));
    shop.bodies.set(snapshotPlace(id), { text: old?.text ?? '', at: shop.now() });
    expect((await prunedBy(shop)).removed).toBeGreaterThan(0);
    expect(inside(shop, 'snapshots')).not.toContain(snapshotPlace(target?.snapshot ?? ''));
    expect((await getSnapshot(shop.files, id, target?.id ?? '')).resources).not.toEqual([]);
  });

  it('is nothing in an empty store', async () => {
    expect(await prunedBy(prunedShop({ recheck: true }))).toEqual({ is: 'done', removed: 0 });
  });
});

describe('a run that is written while it is looked what may go', () => {
  it('keeps what it names again', async () => {
    const shop = await agedShop();
    const pruned = await prunedBy(shop, {
      async alone(work) {
        // The same as long ago: nothing of it is written anew.
        await shop.sweep(other);
        return work(() => Promise.resolve());
      },
    });
    expect(pruned.removed).toBeGreaterThan(0);
    const [run] = await shop.memory.runs(1);
    expect((await shop.memory.scan(run?.id ?? ''))?.findings).toHaveLength(2);
    expect(await shop.memory.snapshots(run?.id ?? '')).toHaveLength(2);
    expect(await shop.memory.components.flawed(run?.id ?? '', 'CVE-2026-2')).toHaveLength(1);
  });

  it('and dies before it is recorded keeps what the findings name that it moved', async () => {
    const shop = await agedShop();
    const standing = async () => (await shop.memory.findings()).filter(({ status }) => status === 'open');
    await prunedBy(shop, {
      async alone(work) {
        for (let writes = 1; (await standing()).length === 0; writes += 1) await shop.sweep(other, writes);
        return work(() => Promise.resolve());
      },
    });
    const [finding] = await standing();
    for (const id of finding?.snapshots ?? [])
      expect(inside(shop, 'snapshots')).toContain(`snapshots/${id.slice(0, 2)}/${id}.json`);
  });
});

describe('who may not write alone', () => {
  it('takes nothing away while others write', async () => {
    const shop = await agedShop();
    const before = shop.bodies.size;
    expect(await prunedBy(shop, { alone: () => Promise.resolve(undefined) })).toEqual({ is: 'busy', removed: 0 });
    expect(inside(shop, 'marks').length).toBe(shop.bodies.size - before);
  });

  it('stops where the right is lost', async () => {
    const shop = await agedShop();
    const lists = inside(shop, 'runs');
    const lost = prunedBy(shop, { alone: (work) => work(() => Promise.reject(new Error('lost'))) });
    await expect(lost).rejects.toThrow('lost');
    expect(inside(shop, 'runs')).toEqual(lists);
  });
});

describe('who has no time left', () => {
  it('says so before anything is taken away, and opens no run twice', async () => {
    const shop = await agedShop();
    let asked = 0;
    expect(await prunedBy(shop, { isLate: () => (asked += 1) > 1 })).toEqual({ is: 'late', removed: 0 });
    shop.touched.clear();
    expect((await prunedBy(shop)).is).toBe('done');
    const runs = await shop.memory.runs(4);
    // The day of the last runs is not over: they are read again.
    expect([...shop.touched].filter((it) => it.startsWith('runs/')).sort()).toEqual(
      runs
        .slice(0, 2)
        .map(({ id }) => `runs/${id}.json`)
        .sort(),
    );
  });
});
