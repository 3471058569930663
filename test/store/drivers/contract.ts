import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { abreast } from '#lib/abreast';
import { all, largestBody, type Item, type Table } from '#store/table';
import { dueContract } from './contract-due.ts';

const item = (sort: string, version = 1, body: unknown = { n: sort }): Item => ({
  partition: 'p',
  sort,
  version,
  body,
});

/** What every driver of the Table port has to do. */
export function tableContract(name: string, open: () => Table | Promise<Table>): void {
  describe(`a table on ${name}`, () => {
    it('gives back what was put, and nothing where nothing was', async () => {
      const table = await open();
      expect(await table.put(item('a'))).toBe(true);
      expect(await table.get({ partition: 'p', sort: 'a' })).toEqual(item('a'));
      expect(await table.get({ partition: 'p', sort: 'b' })).toBeUndefined();
      expect(await table.get({ partition: 'q', sort: 'a' })).toBeUndefined();
    });
    it('gives any JSON back as it was', async () => {
      const table = await open();
      const bodies = [null, false, 0, '', [], {}, ['a', { b: 'ü😀\u0000"\\' }], 'word '.repeat(5000)];
      for (const [at, body] of bodies.entries()) await table.put(item(`s${at}`, 1, body));
      expect((await table.query('p', '')).items.map(({ body }) => body)).toEqual(bodies);
    });
    it('writes version n+1 only over version n', async () => {
      const table = await open();
      expect(await table.put(item('a', 2))).toBe(false);
      expect(await table.put(item('a', 1))).toBe(true);
      expect(await table.put(item('a', 1, 'again'))).toBe(false);
      expect(await table.put(item('a', 3, 'too far'))).toBe(false);
      expect(await table.put(item('a', 2, 'next'))).toBe(true);
      expect(await table.get({ partition: 'p', sort: 'a' })).toEqual(item('a', 2, 'next'));
    });
    it('of several puts of one version one wins, and the others are told', async () => {
      const table = await open();
      for (const version of [1, 2, 3]) {
        const writers = ['a', 'b', 'c', 'd', 'e'];
        const won = await Promise.all(writers.map((body) => table.put(item('a', version, body))));
        expect(won.filter(Boolean)).toHaveLength(1);
        const winner = writers[won.indexOf(true)];
        expect(await table.get({ partition: 'p', sort: 'a' })).toEqual(item('a', version, winner));
      }
    });
    it('two who put the same are two: only one wins', async () => {
      const table = await open();
      const won = [await table.put(item('a', 1, 'same')), await table.put(item('a', 1, 'same'))];
      expect(won).toEqual([true, false]);
    });
    it('asks for a prefix of the sort, in order', async () => {
      const table = await open();
      for (const sort of ['b1', 'a2', 'a1', 'a%', 'a_', 'A1']) await table.put(item(sort));
      await table.put({ ...item('a0'), partition: 'other' });
      const { items, next } = await table.query('p', 'a');
      expect(items.map(({ sort }) => sort)).toEqual(['a%', 'a1', 'a2', 'a_']);
      expect(next).toBeUndefined();
      const newest = await table.query('p', 'a', { newestFirst: true, limit: 2 });
      expect(newest.items.map(({ sort }) => sort)).toEqual(['a_', 'a2']);
    });
    it('a prefix is taken letter by letter: nothing in it stands for others', async () => {
      const table = await open();
      for (const sort of ['a%b', 'aXb', 'a_c', 'a*d', 'A%B', '[a]']) await table.put(item(sort));
      for (const [prefix, found] of Object.entries({ 'a%': 'a%b', a_: 'a_c', 'a*': 'a*d', '[': '[a]', A: 'A%B' })) {
        expect((await table.query('p', prefix)).items.map(({ sort }) => sort)).toEqual([found]);
      }
    });
    it('orders by the bytes of UTF-8, beyond the first 65,536 characters too', async () => {
      const table = await open();
      const sorts = ['0', 'Z', 'a', 'a\u0001', 'a b', 'aé', 'a\uE000', 'a\uFFFD', 'a😀', 'a😁', 'a\u{10FFFF}z', 'é'];
      for (const sort of sorts.toReversed()) await table.put(item(sort));
      expect((await table.query('p', '')).items.map(({ sort }) => sort)).toEqual(sorts);
      expect((await table.query('p', '', { newestFirst: true })).items.map(({ sort }) => sort)).toEqual(
        sorts.toReversed(),
      );
      expect((await table.query('p', 'a')).items.map(({ sort }) => sort)).toEqual(sorts.slice(2, -1));
      expect((await table.query('p', 'a😀')).items.map(({ sort }) => sort)).toEqual(['a😀']);
      const behind = await table.query('p', 'a', { from: 'a\uE000', limit: 2 });
      expect(behind).toMatchObject({ items: [{ sort: 'a\uFFFD' }, { sort: 'a😀' }], next: 'a😀' });
    });
    it('gives every item once, page after page, in both directions', async () => {
      const table = await open();
      const sorts = Array.from({ length: 7 }, (_, i) => `s${i}`);
      for (const sort of ['r', 't', ...sorts]) await table.put(item(sort));
      for (const newestFirst of [false, true]) {
        const pages = await pagesOf(table, 's', { limit: 3, newestFirst });
        expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
        expect(pages.flat()).toEqual(newestFirst ? sorts.toReversed() : sorts);
      }
    });
    it('a page that ends with the last item is the last', async () => {
      const table = await open();
      for (const sort of ['a', 'b', 'c', 'd']) await table.put(item(sort));
      expect(await pagesOf(table, '', { limit: 2 })).toEqual([
        ['a', 'b'],
        ['c', 'd'],
      ]);
      expect((await table.query('p', '', { limit: 4 })).next).toBeUndefined();
    });
    it('an empty partition has one empty page', async () => {
      const table = await open();
      expect(await table.query('p', '')).toEqual({ items: [] });
      expect(await table.query('p', 'a', { newestFirst: true, limit: 1 })).toEqual({ items: [] });
      expect(await table.due('2030-01-01T00:00:00.000Z')).toEqual({ items: [] });
    });
    it('walks all pages', async () => {
      const table = await open();
      const wanted = Array.from({ length: 1200 }, (_, i) => i);
      await abreast(wanted, 16, (i) => table.put(item(`s${String(i).padStart(4, '0')}`, 1, i)));
      const found = await Array.fromAsync(all(table, 'p'));
      expect(found.map(({ body }) => body)).toEqual(wanted);
    });
    it('a page is full however large its items are', async () => {
      const table = await open();
      const sorts = Array.from({ length: 32 }, (_, i) => `s${String(i).padStart(2, '0')}`);
      await abreast(sorts, 4, (sort) => table.put(item(sort, 1, noise(sort))));
      const { items, next } = await table.query('p', '');
      expect(items.map(({ sort, body }) => [sort, body === noise(sort)])).toEqual(sorts.map((sort) => [sort, true]));
      expect(next).toBeUndefined();
      const newest = await table.query('p', '', { limit: 28, newestFirst: true });
      expect(newest).toMatchObject({ items: { length: 28 }, next: 's04' });
    });
    it('takes a body of 64 KB of JSON, and not a byte more', async () => {
      const table = await open();
      const checks = Math.floor((largestBody - 2) / 3);
      const whole = '✓'.repeat(checks) + 'x'.repeat(largestBody - 2 - checks * 3);
      expect(await table.put(item('a', 1, whole))).toBe(true);
      expect((await table.get(item('a')))?.body).toBe(whole);
      await expect(async () => table.put(item('b', 1, `${whole}x`))).rejects.toThrow('larger than 65536 bytes');
      await expect(async () => table.put({ ...item('b'), body: undefined })).rejects.toThrow('no JSON');
    });
    it('refuses keys that a driver could not hold', async () => {
      const table = await open();
      const refused = { 'an empty sort': '', 'above 1024 bytes': 'é'.repeat(513), 'no Unicode': 'a\uD83D' };
      for (const [why, sort] of Object.entries(refused)) {
        await expect(async () => table.put(item(sort))).rejects.toThrow(why);
      }
      await expect(async () => table.put({ ...item('a'), partition: '' })).rejects.toThrow('an empty partition');
      await expect(async () => table.put(item('a', 0))).rejects.toThrow('the version 0');
      expect(await table.put(item('é'.repeat(512)))).toBe(true);
    });
    dueContract(open);
  });
}

async function pagesOf(
  table: Table,
  prefix: string,
  options: { readonly limit: number; readonly newestFirst?: boolean },
): Promise<string[][]> {
  const pages: string[][] = [];
  let from: string | undefined;
  do {
    const page = await table.query('p', prefix, { ...options, ...(from !== undefined && { from }) });
    pages.push(page.items.map(({ sort }) => sort));
    from = page.next;
  } while (from !== undefined);
  return pages;
}

/** 60 KB that do not become shorter by packing. */
function noise(seed: string): string {
  const parts = Array.from({ length: 700 }, (_, i) => createHash('sha512').update(`${seed} ${i}`).digest('base64'));
  return parts.join('').slice(0, 60_000);
}
