import { describe, expect, it } from 'vitest';
import type { Files } from '#store/files';

/** What every driver of the Files port has to do. */
export function filesContract(name: string, open: () => Files | Promise<Files>): void {
  describe(`files on ${name}`, () => {
    it('give back what was put, and nothing where nothing was', async () => {
      const files = await open();
      expect(await files.put('a/b.json', 'text ✓')).toBe(true);
      expect(await files.get('a/b.json')).toBe('text ✓');
      expect(await files.get('a/c.json')).toBeUndefined();
    });
    it('say what is there', async () => {
      const files = await open();
      await files.put('a/b.json', '');
      expect(await files.has('a/b.json')).toBe(true);
      expect(await files.get('a/b.json')).toBe('');
      expect(await files.has('a/c.json')).toBe(false);
    });
    it('keep what was written first', async () => {
      const files = await open();
      await files.put('a', 'one');
      expect(await files.put('a', 'two')).toBe(false);
      expect(await files.get('a')).toBe('one');
    });
    it('of several who write one path at once the first does, and what stands is whole', async () => {
      const files = await open();
      const bodies = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
      const won = await Promise.all(bodies.map((body) => files.put('a/b', body)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await files.get('a/b')).toBe(bodies[won.indexOf(true)]);
    });
    it('take any name that is one', async () => {
      const files = await open();
      const paths = ['a b', 'a+b', 'a%20b', 'ü/é😀.json', "q?u=e&r#y'", '(!*~$@,;)', '=.json', '..a/b..', 'a\u00a0b'];
      for (const path of paths) expect(await files.put(path, path)).toBe(true);
      for (const path of paths) expect(await files.get(path)).toBe(path);
    });
    it('lead nowhere else', async () => {
      const files = await open();
      for (const path of ['', '/a', 'a/', 'a//b', '../a', 'a/../b', './a', 'a\u0000', 'a'.repeat(901)]) {
        await expect(async () => files.put(path, 'x')).rejects.toThrow('is no path');
        await expect(async () => files.get(path)).rejects.toThrow('is no path');
      }
    });
    it('hold a megabyte', async () => {
      const files = await open();
      const body = Array.from({ length: 50_000 }, (_, i) => `${i} ✓ line`).join('\n');
      await files.put('big', body);
      expect(await files.get('big')).toBe(body);
    });
  });
}
