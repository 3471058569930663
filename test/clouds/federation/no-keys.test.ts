import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** What takes or makes a key that lasts. */
const lasting =
  /ClientSecretCredential|ClientCertificateCredential|UsernamePasswordCredential|client_secret|keyFilename|fromJSON\(.*private|CreateAccessKeyCommand|(?:^|[^A-Z])AKIA[A-Z0-9]{12}|private_key/;

test('no code of the product takes or makes a key of a cloud that lasts', async () => {
  const read: string[] = [];
  const found: string[] = [];
  for (const folder of ['src', 'functions', 'infra', 'cli']) {
    for await (const path of glob(`${folder}/**/*.ts`, { cwd: root })) {
      const lines = (await readFile(join(root, path), 'utf8')).split('\n');
      read.push(path);
      found.push(...lines.flatMap((line, at) => (lasting.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])));
    }
  }
  expect(read.length).toBeGreaterThan(400);
  expect(found).toEqual([]);
});
