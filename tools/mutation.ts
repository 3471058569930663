#!/usr/bin/env node
import { globSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { compareText } from '#lib/text';

// Changes rules and engine in small ways and counts the changes that the tests notice.
// npm run mutation                              every mutant
// npm run mutation -- --sample 300 --seed 7     about so many, at places that the seed chooses
// npm run mutation -- --only 'src/engine/diff.ts'
const { values } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});

/** Percent of the mutants that the tests have to notice. */
const least = 95;
const everything = ['rules/{aws,azure,gcp,kubernetes,cross}/**/*.ts', 'src/engine/**/*.ts'];
const files = globSync(values.only === undefined ? everything : [values.only])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.gen.ts'))
  .sort(compareText);
const mutate = values.sample === undefined ? files : sampleOf(Number(values.sample), Number(values.seed));

const started = performance.now();
const results = await new Stryker({ configFile: 'stryker.config.json', mutate }).runMutationTest();
const counted = results.filter(({ status }) => status !== 'Ignored' && status !== 'CompileError');
const killed = counted.filter(({ status }) => status === 'Killed' || status === 'Timeout');
const alive = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
const atLoad = results.filter((it) => it.status === 'Ignored' && it.static === true);
const percent = counted.length === 0 ? 0 : (killed.length * 100) / counted.length;

for (const { fileName, location, mutatorName, replacement, status } of alive) {
  const { line, column } = location.start;
  console.log(`${status}: ${fileName}:${line}:${column} ${mutatorName} -> ${replacement.split('\n', 1).join('')}`);
}
const what = values.sample === undefined ? '' : ` (sample, seed ${values.seed})`;
console.log(`mutation: ${killed.length} of ${counted.length} mutants killed, ${percent.toFixed(1)} %${what}`);
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
console.log(`left out: ${atLoad.length} mutants of what is worked out when a module is loaded; ${minutes} minutes`);
process.exit(percent >= least ? 0 : 1);

/** Windows of three lines at places that a seed chooses; there are about 0.7 mutants in a line of code. */
function sampleOf(mutants: number, seed: number): string[] {
  const windows = files.flatMap((path) => {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.flatMap((text, i) =>
      i % 3 === 0 && text.trim() !== '' ? [`${path}:${i + 1}-${Math.min(i + 3, lines.length)}`] : [],
    );
  });
  const chosen = windows.map((window) => ({ window, rank: rankOf(`${seed} ${window}`) }));
  const wanted = Math.ceil(mutants / 1.2);
  return chosen
    .sort((a, b) => a.rank - b.rank)
    .slice(0, wanted)
    .map(({ window }) => window);
}

/** FNV-1a: the same seed chooses the same places on every machine. */
function rankOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
