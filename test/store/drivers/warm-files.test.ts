import { expect, test } from 'vitest';
import type { Files } from '#store/files';
import { warmFiles } from '#store/drivers/warm-files';

/** Files that count how often each is read. */
function counting(bodies: Readonly<Record<string, string>>) {
  const held = new Map(Object.entries(bodies));
  const reads: string[] = [];
  const files: Files = {
    get: (path) => {
      reads.push(path);
      return Promise.resolve(held.get(path));
    },
    has: (path) => Promise.resolve(held.has(path)),
    put: (path, body) => {
      const isNew = !held.has(path);
      if (isNew) held.set(path, body);
      return Promise.resolve(isNew);
    },
  };
  return { files, reads };
}

test('what is named by its content is read once, and everything else each time', async () => {
  const { files, reads } = counting({ 'chunks/a': 'one', 'runs/r': 'two' });
  const warm = warmFiles(files);
  for (let n = 0; n < 2; n += 1) expect([await warm.get('chunks/a'), await warm.get('runs/r')]).toEqual(['one', 'two']);
  expect(reads).toEqual(['chunks/a', 'runs/r', 'runs/r']);
});

test('what is missing is asked for again, and what was written is known', async () => {
  const { files, reads } = counting({});
  const warm = warmFiles(files);
  expect(await warm.get('snapshots/s')).toBeUndefined();
  expect(await warm.put('snapshots/s', 'body')).toBe(true);
  expect(await warm.get('snapshots/s')).toBe('body');
  expect(reads).toEqual(['snapshots/s']);
});

test('where another body stands that one is given, not the one that was to be written', async () => {
  const warm = warmFiles(counting({ 'chunks/a': 'stands' }).files);
  expect(await warm.put('chunks/a', 'other')).toBe(false);
  expect(await warm.get('chunks/a')).toBe('stands');
});

test('what was not asked for the longest goes first where there is no room', async () => {
  const { files, reads } = counting({ 'chunks/a': 'aaaa', 'chunks/b': 'bbbb', 'chunks/c': 'cccc' });
  const warm = warmFiles(files, 8);
  for (const path of ['chunks/a', 'chunks/b', 'chunks/a', 'chunks/c', 'chunks/a', 'chunks/b']) await warm.get(path);
  expect(reads).toEqual(['chunks/a', 'chunks/b', 'chunks/c', 'chunks/b']);
});
