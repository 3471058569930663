import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { programOf } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');

/** The commands that our documents show, with where they stand. */
async function examples(): Promise<readonly (readonly [string, string])[]> {
  const files = await Array.fromAsync(glob(['*.md', 'docs/*.md', 'examples/*.md'], { cwd: root }));
  const found = files.map(async (file) => {
    const text = await readFile(join(root, file), 'utf8');
    const commands = [...text.matchAll(/^\s*(?:\$ )?(?:npx )?shoalwatch ([^\n#|>`]+)/gm)];
    return commands.map(([, words = '']) => [file, words.trim()] as const);
  });
  return (await Promise.all(found)).flat();
}

const shown = await examples();

it('the documents show commands', () => {
  expect(shown.length).toBeGreaterThan(0);
});

it.each(shown)('%s: shoalwatch %s is a command with these options', (_file, text) => {
  const words = text.split(/\s+/);
  const command = programOf().commands.find((it) => it.name() === words[0]);
  const named = words.filter((word) => word.startsWith('-')).map((word) => word.split('=')[0]);
  const known = [...(command?.options ?? []).flatMap(({ long, short }) => [long, short]), '--help'];
  expect(command?.name()).toBe(words[0]);
  expect(named.filter((option) => !known.includes(option))).toEqual([]);
});
