import { expect, it } from 'vitest';
import type { DuePage, Item, Table } from '#store/table';

const item = (sort: string, due?: string, version = 1): Item => ({
  partition: 'p',
  sort,
  version,
  body: {},
  ...(due !== undefined && { due }),
});
const noon = '2026-11-02T12:00:00.000Z';
const later = '2026-11-03T00:00:00.000Z';

/** What every driver of the Table port has to do for its `due` index. */
export function dueContract(open: () => Table | Promise<Table>): void {
  it('tells what is due until an instant, the earliest first, over all partitions', async () => {
    const table = await open();
    await table.put({ ...item('c', later), partition: 'q' });
    await table.put(item('b', '2026-11-02T12:00:00.001Z'));
    await table.put(item('a', noon));
    await table.put(item('d', '2025-01-01T00:00:00.000Z'));
    expect(await table.due(noon)).toEqual({
      items: [
        { partition: 'p', sort: 'd', due: '2025-01-01T00:00:00.000Z' },
        { partition: 'p', sort: 'a', due: noon },
      ],
    });
    expect(sortsOf(await table.due(later))).toEqual(['d', 'a', 'b', 'c']);
    expect((await table.due(later)).items.at(-1)).toEqual({ partition: 'q', sort: 'c', due: later });
  });
  it('only what is due stands in the index, and only as the last version says', async () => {
    const table = await open();
    await table.put(item('never'));
    await table.put(item('moved', noon));
    await table.put(item('done', noon));
    expect(sortsOf(await table.due(later)).sort()).toEqual(['done', 'moved']);
    await table.put(item('moved', later, 2));
    await table.put(item('done', undefined, 2));
    expect(await table.put(item('never', noon, 1))).toBe(false);
    expect(await table.due(noon)).toEqual({ items: [] });
    expect(sortsOf(await table.due(later))).toEqual(['moved']);
    expect((await table.get({ partition: 'p', sort: 'moved' }))?.due).toBe(later);
    expect(await table.get({ partition: 'p', sort: 'done' })).toEqual(item('done', undefined, 2));
  });
  it('what is due at one instant comes page after page, each once', async () => {
    const table = await open();
    const sorts = Array.from({ length: 45 }, (_, i) => `s${i}`);
    for (const sort of sorts) await table.put(item(sort, noon));
    const whole = sortsOf(await table.due(noon));
    expect(whole.toSorted()).toEqual(sorts.toSorted());
    const seen: string[] = [];
    let from: string | undefined;
    do {
      const page = await table.due(noon, { limit: 9, ...(from !== undefined && { from }) });
      expect(page.items).toHaveLength(9);
      seen.push(...sortsOf(page));
      from = page.next;
    } while (from !== undefined);
    expect(seen).toEqual(whole);
  });
  it('instants are compared as moments, however they are written', async () => {
    const table = await open();
    await table.put(item('a', '2026-11-02T13:00:00+01:00'));
    await table.put(item('b', '2026-11-03'));
    expect((await table.due('2026-11-02T12:00:00Z')).items).toEqual([{ partition: 'p', sort: 'a', due: noon }]);
    expect((await table.get({ partition: 'p', sort: 'b' }))?.due).toBe(later);
    await expect(async () => table.put(item('c', 'soon'))).rejects.toThrow('soon is no instant');
  });
  it('keeps from when on an item may be dropped, in whole seconds and never earlier', async () => {
    const table = await open();
    await table.put({ ...item('a'), expires: '2100-01-01T00:00:00.001Z' });
    expect((await table.get({ partition: 'p', sort: 'a' }))?.expires).toBe('2100-01-01T00:00:01.000Z');
  });
}

const sortsOf = ({ items }: DuePage): string[] => items.map(({ sort }) => sort);
