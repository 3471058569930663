import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { largestFile } from '#clouds/files/limits';
import { readFiles } from '#clouds/files/read-files';
import { unreadableReasons } from '#clouds/files/unreadable';
import { at, cluster, folderOf, onlyReading, pod, read, recognisers } from './folder.ts';

describe('what cannot be read', () => {
  const reasonsOf = async (files: Readonly<Record<string, unknown>>) =>
    (await read({ ...files, 'ok.json': pod('p') })).unreadable.map(({ path, reason }) => [path, reason]);

  test('a broken file is named with its line, and the others are read', async () => {
    const found = await read({ 'a.json': '{\n "a": 1,\n "b": }', 'b.yaml': 'a: [\n', 'ok.json': pod('p') });
    expect(onlyReading(found).resources).toHaveLength(1);
    expect(found.unreadable).toEqual([
      { path: 'a.json', reason: 'malformed', detail: 'line 3: the JSON is not well formed' },
      { path: 'b.yaml', reason: 'malformed', detail: expect.stringMatching(/^line \d: /) as string },
    ]);
  });

  test('a truncated file is malformed', async () => {
    expect(await reasonsOf({ 'a.json': '{"SecurityGroups": [{"GroupId": "sg' })).toEqual([['a.json', 'malformed']]);
  });

  test('a file over the limit is refused unread', async () => {
    const root = folderOf({ 'big.json': '{', 'ok.json': pod('p') });
    truncateSync(join(root, 'big.json'), largestFile + 1);
    const found = await readFiles({ paths: [root], recognisers, at });
    expect(found.unreadable).toEqual([{ path: 'big.json', reason: 'too-large', detail: 'more than 50 MB' }]);
  });

  test('more entries than memory is kept for are refused unparsed', async () => {
    expect(await reasonsOf({ 'a.json': `[${'0,'.repeat(3_000_001)}0]` })).toEqual([['a.json', 'too-large']]);
  });

  test('more documents, or longer YAML, than time is kept for are refused', async () => {
    const files = {
      'a.json': '{}\n'.repeat(100_001),
      'b.yaml': 'a: b\n'.repeat(150_001),
      'c.yaml': `a: "${'x'.repeat(12 * 1024 * 1024)}"`,
      'd.yaml': '&a '.repeat(300_001),
    };
    expect(await reasonsOf(files)).toEqual(Object.keys(files).map((path) => [path, 'too-large']));
  });

  test('a hundred thousand levels are refused, however they are written', async () => {
    const deep = 100_000;
    const files = {
      'a.json': '['.repeat(deep),
      'b.yaml': '['.repeat(deep),
      'c.yaml': '- '.repeat(deep),
      'd.yaml': `a: ${'{a: '.repeat(deep)}`,
      'e.yaml': Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    };
    expect(await reasonsOf(files)).toEqual(Object.keys(files).map((path) => [path, 'too-deep']));
  });

  test('aliases that unfold without end are refused', async () => {
    const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let at = 1; at < 12; at += 1) {
      const [own, of] = [String.fromCharCode(97 + at), String.fromCharCode(96 + at)];
      laughs.push(`${own}: &${own} [${Array(9).fill(`*${of}`).join(', ')}]`);
    }
    const files = { 'a.yaml': laughs.join('\n'), 'b.yaml': `a: &a 1\nb:\n${'- *a\n'.repeat(1_000_000 / 4)}` };
    expect(await reasonsOf(files)).toEqual([
      ['a.yaml', 'too-many-aliases'],
      ['b.yaml', 'too-many-aliases'],
    ]);
  });

  test('merge keys that unfold without end are refused', async () => {
    const laughs = ['a: &a {x: 1}'];
    for (let at = 1; at < 20; at += 1) {
      const [own, of] = [String.fromCharCode(97 + at), String.fromCharCode(96 + at)];
      laughs.push(`${own}: &${own} {<<: [${Array(9).fill(`*${of}`).join(', ')}]}`);
    }
    expect(await reasonsOf({ 'a.yaml': laughs.join('\n') })).toEqual([['a.yaml', 'too-many-aliases']]);
  });

  test('binary files, prose, empty files and documents of nobody are named', async () => {
    const files = {
      'README.md': '# Hello',
      'a.json': '',
      'b.json': Buffer.from([0x7b, 0, 1, 2]),
      'c.json': Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      'd.json': { what: 'ever' },
      'e.yaml': 'just text',
      'f.yaml': '# only a comment\n',
    };
    expect(await reasonsOf(files)).toEqual([
      ['README.md', 'not-a-document'],
      ['a.json', 'not-a-document'],
      ['b.json', 'binary'],
      ['c.json', 'binary'],
      ['d.json', 'unrecognised'],
      ['e.yaml', 'not-a-document'],
      ['f.yaml', 'not-a-document'],
    ]);
  });

  test('an answer that no rule needs is named as that', async () => {
    const found = await read({
      'b.json': { Buckets: [], Owner: {} },
      'c.json': { apiVersion: 'v1', kind: 'ConfigMap' },
    });
    expect(found.unreadable).toEqual([
      { path: 'b.json', reason: 'not-judged', detail: 'AWS answer with Buckets, Owner' },
      { path: 'c.json', reason: 'not-judged', detail: 'Kubernetes v1 ConfigMap' },
    ]);
  });

  test('an object that the engine could not handle is malformed', async () => {
    const files = {
      'a.json': { SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [], VpcId: 5 }] },
      'b.json': { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Groups: 'none' }] },
      'c.json': { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: 'none' } },
      'd.json': { apiVersion: 'v1', kind: 'Pod', metadata: 'p', spec: { containers: [] } },
      'e.json': { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: {} },
    };
    const found = await read(files);
    expect(found.unreadable.map(({ path, reason }) => [path, reason])).toEqual(
      Object.keys(files).map((path) => [path, 'malformed']),
    );
    expect(found.readings.flatMap(({ resources, complete }) => [...resources, ...complete])).toEqual([]);
  });

  test('a link out of the folder is not followed, nor is a loop', async () => {
    const root = folderOf({ 'in/p.json': pod('p'), 'out/q.json': pod('q') });
    symlinkSync(join(root, 'out/q.json'), join(root, 'in/q.json'));
    symlinkSync(join(root, 'in'), join(root, 'in/again'));
    symlinkSync(join(root, 'nowhere'), join(root, 'in/gone.json'));
    const found = await readFiles({ paths: [join(root, 'in')], recognisers, at });
    expect(found.unreadable.map(({ path, reason }) => [path, reason])).toEqual([
      ['again', 'outside'],
      ['gone.json', 'not-readable'],
      ['q.json', 'outside'],
    ]);
    expect(onlyReading(found).resources).toHaveLength(1);
  });

  test('a path that does not exist is named', async () => {
    const found = await readFiles({ paths: [join(folderOf({}), 'none')], recognisers, at });
    expect(found.unreadable).toEqual([{ path: 'none', reason: 'not-readable', detail: 'ENOENT' }]);
  });

  test('a file that may hold what is judged is a gap of every target of its folder, once', async () => {
    const found = await read({
      'a/cut.json': '{',
      'a/two.yaml': 'a: [\n---\nb: [\n',
      ...{ 'a/p.json': pod('p'), 'a/c.json': cluster('one'), 'a/README.md': '# Hello', 'b/p.json': pod('p') },
    });
    const gap = { api: 'read file', reason: 'malformed', types: [] };
    expect(found.readings.map(({ target, gaps }) => [target.id, gaps])).toEqual(
      ['aws:111122223333:eu-west-1', 'kubernetes:files:a', 'kubernetes:files:b'].map((target) => [
        target,
        target.endsWith('b')
          ? []
          : [
              { target, ...gap, detail: 'a/cut.json: line 1: the JSON is not well formed' },
              { target, ...gap, detail: expect.stringMatching(/^a\/two\.yaml: line \d: /) as string },
            ],
      ]),
    );
  });

  test.each([
    ['too large', 'a: b\n'.repeat(150_001)],
    ['too deep', '['.repeat(1000)],
    ['of too many aliases', `a: &a 1\nb:\n${'- *a\n'.repeat(250_000)}`],
    [
      'of objects that lack what their kind has',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {}',
    ],
  ])('so is a document that is %s', async (_, text) => {
    const { gaps, resources } = onlyReading(await read({ 'x.yaml': text, 'p.json': pod('p') }));
    expect([gaps.length, resources.length]).toEqual([1, 1]);
  });

  test('a file that cannot be read is one', async () => {
    const root = folderOf({ 'p.json': pod('p') });
    symlinkSync(join(root, 'nowhere'), join(root, 'gone.json'));
    const { gaps } = onlyReading(await readFiles({ paths: [root], recognisers, at }));
    expect(gaps.map(({ detail }) => detail)).toEqual(['gone.json: ENOENT']);
  });

  test('what is merely not judged is none', async () => {
    const files = { 'a.txt': 'a', 'b.json': { Buckets: [], Owner: {} }, 'c.json': { what: 'ever' }, 'd.json': '' };
    expect(onlyReading(await read({ ...files, 'p.json': pod('p') })).gaps).toEqual([]);
  });

  test('a folder of broken files only is no target', async () => {
    expect((await read({ 'a/cut.json': '{', 'b/p.json': pod('p') })).readings.map(({ target }) => target.id)).toEqual([
      'kubernetes:files:b',
    ]);
  });

  test('folders of tools are not looked into', async () => {
    expect(await reasonsOf({ '.git/config.json': {} })).toEqual([['.git', 'not-a-document']]);
  });

  test('each reason is one of the documented ones and is counted', async () => {
    const { counts, unreadable } = await read({ 'a.json': '{', 'b.txt': 'b', 'c.json': pod('c') });
    expect(counts).toEqual({
      files: 3,
      documents: 3,
      inventoried: 1,
      resources: 1,
      unreadable: { malformed: 1, 'not-a-document': 1 },
    });
    expect(unreadable.every(({ reason }) => reason in unreadableReasons)).toBe(true);
  });
});
