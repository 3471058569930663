import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const sources = join(import.meta.dirname, '../../src/clouds/azure');

/** The words of a provider's sources: what is not among them, nothing there calls. */
export async function wordsUsed(): Promise<ReadonlySet<string>> {
  const words = new Set<string>();
  for await (const path of glob('**/*.ts', { cwd: sources })) {
    for (const [word] of (await readFile(join(sources, path), 'utf8')).matchAll(/\w+/g)) words.add(word);
  }
  return words;
}

/**
 * A client of Azure makes every group of its operations, hundreds of them, each with all that it may send and be
 * answered. Those whose names stand nowhere in our sources are left out of it.
 */
export function withGroupsOf(text: string, used: ReadonlySet<string>): string {
  return text
    .replace(/^ *this\.(\w+) = _get\w+Operations\(this\._client\);\n/gm, (line, group: string) =>
      used.has(group) ? line : '',
    )
    .replace(/^ {4}(\w+)\([^\n]*\{\n {8}return \1\(this\._client[^\n]*\n {4}\}\n/gm, (method, name: string) =>
      used.has(name) ? method : '',
    );
}
