import { describe, expect, it } from 'vitest';
import type { Listed, PrunedFiles } from '#store/files';

/** What every driver has to do for the one who takes files away. */
export function prunedFilesContract(name: string, open: () => PrunedFiles | Promise<PrunedFiles>): void {
  const listedIn = async (files: PrunedFiles, folder: string): Promise<Listed[]> =>
    (await Array.fromAsync(files.list(folder))).flat();
  const pathsIn = async (files: PrunedFiles, folder: string): Promise<string[]> =>
    (await listedIn(files, folder)).map(({ path }) => path).sort();

  describe(`files that somebody prunes, on ${name}`, () => {
    it('are listed below their folder alone, each with when it was written', async () => {
      const files = await open();
      const before = Date.now() - 2000;
      for (const path of ['a/00/b.json', 'a/c.json', 'ab/d.json', 'e.json']) await files.put(path, path);
      expect(await pathsIn(files, 'a')).toEqual(['a/00/b.json', 'a/c.json']);
      for (const { writtenAt } of await listedIn(files, 'a')) {
        expect(writtenAt).toBeGreaterThan(before);
        expect(writtenAt).toBeLessThan(Date.now() + 2000);
      }
    });
    it('are none where there is no such folder', async () => {
      expect(await pathsIn(await open(), 'none/such')).toEqual([]);
    });
    it('are listed by the names that they have', async () => {
      const files = await open();
      const names = ['a b', 'a+b', 'a%20b', 'ü', '😀.json', "q?u=e&r#y'", '(!*~$@,;)', 'a\u00a0b', '<x>'];
      for (const it of names) await files.put(`odd/${it}`, it);
      expect(await pathsIn(files, 'odd')).toEqual(names.map((it) => `odd/${it}`).sort());
    });
    it('are listed all, page after page', async () => {
      const files = await open();
      const paths = Array.from({ length: 1203 }, (_, at) => `many/${String(at).padStart(5, '0')}.json`);
      for (let at = 0; at < paths.length; at += 50)
        await Promise.all(paths.slice(at, at + 50).map((it) => files.put(it, '')));
      expect(await pathsIn(files, 'many')).toEqual(paths);
      await files.remove(paths.slice(1));
      expect(await pathsIn(files, 'many')).toEqual(paths.slice(0, 1));
    }, 60_000);
    it('are gone once they were taken away, and can be written anew', async () => {
      const files = await open();
      for (const path of ['a/b & c.json', 'a/d.json']) await files.put(path, 'one');
      await files.remove(['a/b & c.json', 'a/was never there.json']);
      expect(await files.get('a/b & c.json')).toBeUndefined();
      expect(await files.get('a/d.json')).toBe('one');
      expect(await files.put('a/b & c.json', 'two')).toBe(true);
      expect(await files.get('a/b & c.json')).toBe('two');
    });
    it('are taken away by none of no name', async () => {
      const files = await open();
      await files.put('a/b.json', 'one');
      await files.remove([]);
      expect(await files.get('a/b.json')).toBe('one');
    });
    it('lead nowhere else', async () => {
      const files = await open();
      await expect(files.remove(['../a'])).rejects.toThrow('is no path');
      await expect(listedIn(files, '..')).rejects.toThrow('is no path');
    });
  });
}
