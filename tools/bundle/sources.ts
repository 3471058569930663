import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';

const root = join(import.meta.dirname, '../..');

/** Where everything lies that can make a judgement say something else. */
const folders = ['src', 'rules', 'functions'];

/** A digest of the sources that functions are made of, and of the packages that are installed for them: 16 hexadecimal digits. */
export async function sourcesDigest(from = root): Promise<string> {
  const names = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(from, folder), { recursive: true, withFileTypes: true });
      return entries.flatMap((it) => (it.isFile() ? [join(it.parentPath, it.name).slice(from.length)] : []));
    }),
  );
  const parts = [];
  for (const name of [...names.flat(), '/package-lock.json'].sort(compareText)) {
    parts.push(name, sha256(await readFile(join(from, name), 'utf8')));
  }
  return sha256(JSON.stringify(parts)).slice(0, 16);
}
