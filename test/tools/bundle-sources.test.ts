import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sourcesDigest } from '../../tools/bundle/sources.ts';

const folder = await mkdtemp(join(tmpdir(), 'shoalwatch-sources-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const files = {
  'src/lib/cidr.ts': 'export const bits = 32;',
  'src/engine/evaluate.ts': 'export const evaluate = 1;',
  'rules/aws/open.ts': 'export default 1;',
  'functions/wire/judge.ts': 'export const judge = 1;',
  'package-lock.json': '{}',
};

/** The digest of the files with some of them otherwise, in a folder of its own. */
async function digestWith(name: string, changed: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = join(folder, name);
  for (const [path, text] of Object.entries({ ...files, ...changed })) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return sourcesDigest(root);
}

test('a release is another one where anything that judges is, or is called, otherwise, and the same wherever it lies', async () => {
  const own = await digestWith('own');
  expect(own).toMatch(/^[0-9a-f]{16}$/);
  await cp(join(folder, 'own'), join(folder, 'copy'), { recursive: true });
  expect(await sourcesDigest(join(folder, 'copy'))).toBe(own);
  const others: string[] = [];
  for (const [at, path] of Object.keys(files).entries()) others.push(await digestWith(`${at}`, { [path]: '2' }));
  others.push(await digestWith('more', { 'src/lib/time.ts': '' }));
  expect(new Set([own, ...others]).size).toBe(Object.keys(files).length + 2);
});

test('what does not judge makes no other release', async () => {
  expect(await digestWith('beside', { 'docs/figures.md': '', 'test/a.test.ts': '', 'infra/app.ts': '' })).toBe(
    await digestWith('own'),
  );
});
