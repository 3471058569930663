import { describe, expect, it } from 'vitest';
import type { Files } from '#store/files';
import { all, largestBody, type Item, type Table } from '#store/table';

const item = (sort: string, version = 1, body: unknown = { n: sort }): Item => ({
  partition: 'p',
  sort,
  version,
  body,
});

/** What every driver of the Table port has to do. */
export function tableContract(name: string, open: () => Table): void {
  describe(`a table on ${name}`, () => {
    it('gives back what was put, and nothing where nothing was', async () => {
      const table = open();
      expect(await table.put(item('a'))).toBe(true);
      expect(await table.get({ partition: 'p', sort: 'a' })).toEqual(item('a'));
      expect(await table.get({ partition: 'p', sort: 'b' })).toBeUndefined();
      expect(await table.get({ partition: 'q', sort: 'a' })).toBeUndefined();
    });
    it('writes version n+1 only over version n', async () => {
      const table = open();
      expect(await table.put(item('a', 2))).toBe(false);
      expect(await table.put(item('a', 1))).toBe(true);
      expect(await table.put(item('a', 1, 'again'))).toBe(false);
      expect(await table.put(item('a', 3, 'too far'))).toBe(false);
      expect(await table.put(item('a', 2, 'next'))).toBe(true);
      expect(await table.get({ partition: 'p', sort: 'a' })).toEqual(item('a', 2, 'next'));
    });
    it('asks for a prefix of the sort, in order', async () => {
      const table = open();
      for (const sort of ['b1', 'a2', 'a1', 'a%', 'a_', 'A1']) await table.put(item(sort));
      await table.put({ ...item('a0'), partition: 'other' });
      const { items, next } = await table.query('p', 'a');
      expect(items.map(({ sort }) => sort)).toEqual(['a%', 'a1', 'a2', 'a_']);
      expect(next).toBeUndefined();
      const newest = await table.query('p', 'a', { newestFirst: true, limit: 2 });
      expect(newest.items.map(({ sort }) => sort)).toEqual(['a_', 'a2']);
    });
    it('gives every item once, page after page, in both directions', async () => {
      const table = open();
      const sorts = Array.from({ length: 7 }, (_, i) => `s${i}`);
      for (const sort of sorts) await table.put(item(sort));
      for (const newestFirst of [false, true]) {
        const seen: string[] = [];
        let from: string | undefined;
        do {
          const page = await table.query('p', '', { limit: 3, newestFirst, ...(from !== undefined && { from }) });
          seen.push(...page.items.map(({ sort }) => sort));
          from = page.next;
        } while (from !== undefined);
        expect(seen).toEqual(newestFirst ? sorts.toReversed() : sorts);
      }
    });
    it('walks all pages', async () => {
      const table = open();
      for (let i = 0; i < 1200; i++) await table.put(item(`s${String(i).padStart(4, '0')}`, 1, i));
      const found = await Array.fromAsync(all(table, 'p'));
      expect(found.map(({ body }) => body)).toEqual(Array.from({ length: 1200 }, (_, i) => i));
    });
    it('refuses a body that is too large', async () => {
      const table = open();
      await expect(async () => table.put(item('a', 1, 'x'.repeat(largestBody)))).rejects.toThrow('larger');
    });
  });
}

/** What every driver of the Files port has to do. */
export function filesContract(name: string, open: () => Files): void {
  describe(`files on ${name}`, () => {
    it('give back what was put, and nothing where nothing was', async () => {
      const files = open();
      expect(await files.put('a/b.json', 'text ✓')).toBe(true);
      expect(await files.get('a/b.json')).toBe('text ✓');
      expect(await files.get('a/c.json')).toBeUndefined();
    });
    it('keep what was written first', async () => {
      const files = open();
      await files.put('a', 'one');
      expect(await files.put('a', 'two')).toBe(false);
      expect(await files.get('a')).toBe('one');
    });
  });
}
