import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Command } from 'commander';
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
  const command = commandOf(programOf(), words);
  const named = words.filter((word) => word.startsWith('-')).map((word) => word.split('=')[0]);
  const known = [...command.options.flatMap(({ long, short }) => [long, short]), '--help'];
  expect(command.commands).toEqual([]);
  expect(named.filter((option) => !known.includes(option))).toEqual([]);
});

/** The command that words lead to, sub-commands included; one that still has some was not named to its end. */
function commandOf(command: Command, [word, ...rest]: readonly string[]): Command {
  const next = command.commands.find((it) => it.name() === word);
  return next ? commandOf(next, rest) : command;
}
