import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Command } from 'commander';
import { programOf } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');

/** What our documents show in lines that begin so, with where it stands. */
async function linesOf(beginning: string): Promise<readonly (readonly [string, string])[]> {
  const files = await Array.fromAsync(
    glob(['*.md', 'docs/*.md', 'docs/decisions/*.md', 'examples/*.md'], { cwd: root }),
  );
  const line = new RegExp(`^\\s*(?:\\$ )?${beginning} ([^\\n#|>\`]+)`, 'gm');
  const found = files.map(async (file) => {
    const text = await readFile(join(root, file), 'utf8');
    return [...text.matchAll(line)].map(([, words = '']) => [file, words.trim()] as const);
  });
  return (await Promise.all(found)).flat();
}

const shown = await linesOf('(?:npx )?shoalwatch');
const scripts = await linesOf('npm run');
const { scripts: known } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));

it.each(scripts)('%s: npm run %s is a script', (_file, text) => {
  expect(Object.keys(known)).toContain(text.split(/\s+/)[0]);
});

it('the documents show commands', () => {
  expect(shown.length).toBeGreaterThan(0);
});

it.each(shown)('%s: shoalwatch %s is taken as it stands', async (_file, text) => {
  const words = wordsOf(text);
  const program = await programOf(words);
  const run: string[] = [];
  for (const command of doersOf(program)) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    command.action(() => void run.push(command.name()));
  }
  await program.parseAsync([...words], { from: 'user' });
  expect(run).toHaveLength(1);
});

/** The words of a line as a shell would part them: quotes keep blanks, and fall away. */
const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replaceAll(/["']/g, ''));

/** The commands that do something: those above them only lead there, unless they have options of their own. */
const doersOf = ({ commands }: Command): readonly Command[] =>
  commands.flatMap((it) => [...(it.commands.length === 0 || it.options.length > 0 ? [it] : []), ...doersOf(it)]);
