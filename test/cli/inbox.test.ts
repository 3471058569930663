import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchInbox } from '../../cli/watch/inbox.ts';

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'shoalwatch-'));
});
afterEach(() => rm(path, { recursive: true, force: true }));

/** Watches until `count` documents and refusals were seen. */
async function watched(count: number): Promise<readonly string[]> {
  const seen: string[] = [];
  const stop = new AbortController();
  const note = (line: string): void => {
    seen.push(line);
    if (seen.length >= count) stop.abort();
  };
  await watchInbox({
    path,
    signal: stop.signal,
    take: (document) => {
      note(JSON.stringify(document));
      return Promise.resolve((document as { bad?: string }).bad === undefined ? [] : ['It is bad.']);
    },
    refuse: (file, why) => note(`${file.slice(path.length + 1)}: ${why}`),
  });
  return seen;
}
const held = async (folder: string): Promise<string[]> => (await readdir(join(path, folder))).sort();

test('files are taken in the order of their names, and no document is written over', async () => {
  await mkdir(join(path, 'taken'));
  await writeFile(join(path, 'taken/b.json'), 'old');
  await writeFile(join(path, 'b.json'), '\uFEFF{"n":2}');
  await writeFile(join(path, 'a.json'), '{"n":1}');
  expect(await watched(2)).toEqual(['{"n":1}', '{"n":2}']);
  expect(await held('taken')).toEqual(['a.json', 'b-2.json', 'b.json']);
});

test('what is no plain file, and what holds no event, is refused, and the others are taken', async () => {
  await mkdir(join(path, 'a.json'));
  await symlink('/nowhere', join(path, 'b.json'));
  await writeFile(join(path, 'c.json'), '{"bad":"yes"}');
  await writeFile(join(path, 'd.json'), '{"n":4}');
  expect(await watched(5)).toEqual([
    'a.json: It is no plain file.',
    'b.json: It is no plain file.',
    '{"bad":"yes"}',
    'c.json: It is bad.',
    '{"n":4}',
  ]);
  expect([await held('refused'), await held('taken')]).toEqual([['a.json', 'b.json', 'c.json'], ['d.json']]);
});

test('a folder that is taken away is made again, and one that cannot be is said once', async () => {
  const stop = new AbortController();
  const said: string[] = [];
  const watching = watchInbox({
    path: '/proc/nowhere',
    signal: stop.signal,
    take: () => Promise.resolve([]),
    refuse: (_, why) => {
      said.push(why);
      void setTimeout(1200).then(() => stop.abort());
    },
  });
  await watching;
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^The folder cannot be read: Error: ENOENT/);
  await rm(path, { recursive: true });
  const here = watched(1);
  await setTimeout(100);
  await writeFile(join(path, 'a.json'), '{"n":1}');
  expect(await here).toEqual(['{"n":1}']);
});

test('a file that cannot be remembered now stays, is said once, and is taken at a later look', async () => {
  await writeFile(join(path, 'a.json'), '{"n":1}');
  const stop = new AbortController();
  const said: string[] = [];
  let looks = 0;
  await watchInbox({
    path,
    signal: stop.signal,
    take: async () => {
      looks += 1;
      if (looks < 3) throw new Error('the disk is full');
      expect(await held('taken')).toEqual([]);
      stop.abort();
      return [];
    },
    refuse: (_, why) => said.push(why),
  });
  expect([looks, said]).toEqual([3, ['It waits: the disk is full']]);
  expect(await held('taken')).toEqual(['a.json']);
});
