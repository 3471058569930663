#!/usr/bin/env node
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { budgetOf } from './bundle/budgets.ts';
import { options } from './bundle/options.ts';

/** What is made of which functions. */
export interface Bundling {
  /** Without it every function of `functions/`. */
  readonly names?: readonly string[];
  /** A folder: each function gets one of its own in it, which is what is deployed. Without it `dist/functions`. */
  readonly out?: string;
  /** The parsed shoalwatch.yaml: lies beside each function, as shoalwatch.json or, for whoever judges, as policy.json. */
  readonly config?: unknown;
}

/** One function, ready to be deployed. */
export interface Bundle {
  readonly name: string;
  /** Holds `index.mjs`, the config where one was given, and nothing else. */
  readonly folder: string;
  readonly bytes: number;
  readonly gzipped: number;
  /** What went in, by esbuild; the same lies beside the folder as `<name>.meta.json`. */
  readonly metafile: Metafile;
}

const root = join(import.meta.dirname, '..');

/**
 * Makes one file of each function with all that it needs. Equal sources give equal bytes. What is left over of an
 * earlier bundling is written over; the source map and the metafile lie beside the folder, so that they are not deployed.
 */
export async function bundle({
  names,
  out = join(root, 'dist/functions'),
  config,
}: Bundling): Promise<readonly Bundle[]> {
  const made: Bundle[] = [];
  for (const name of names ?? (await functionNames())) made.push(await bundleOne(name, out, config));
  return made;
}

/** The functions there are, by the names of their entry files. */
export async function functionNames(): Promise<readonly string[]> {
  const files = await readdir(join(root, 'functions'));
  return files.flatMap((file) => (file.endsWith('.ts') ? [basename(file, '.ts')] : [])).sort();
}

async function bundleOne(name: string, out: string, config: unknown): Promise<Bundle> {
  const folder = join(out, name);
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`functions/${name}.ts`],
    outfile: join(folder, 'index.mjs'),
    ...options,
    metafile: true,
  });
  const contents = (end: string): Uint8Array =>
    outputFiles.find(({ path }) => path.endsWith(end))?.contents ?? new Uint8Array();
  const code = contents('index.mjs');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.mjs'), code);
  await writeFile(join(out, `${name}.mjs.map`), contents('index.mjs.map'));
  await writeFile(join(out, `${name}.meta.json`), JSON.stringify(metafile));
  for (const old of ['shoalwatch.json', 'policy.json', 'desk.json']) await rm(join(folder, old), { force: true });
  if (config !== undefined) {
    // Reading a config takes every rule; who only bundles does without.
    const [{ besideOf }, { rules }] = await Promise.all([import('#app/config/beside'), import('#rules/catalog.gen')]);
    const { file, text } = besideOf(name, config, rules);
    await writeFile(join(folder, file), text);
  }
  return { name, folder, bytes: code.length, gzipped: gzipSync(code, { level: 9 }).length, metafile };
}

/** `npm run bundle [-- NAME... --config PATH --out FOLDER]`: exit code 1 when a bundle is over its budget. */
async function command(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { config: { type: 'string' }, out: { type: 'string' } },
  });
  const { configAt } = await import('../infra/config-at.ts');
  const bundles = await bundle({
    ...(positionals.length > 0 && { names: positionals }),
    ...(values.out !== undefined && { out: values.out }),
    ...(values.config !== undefined && { config: configAt(values.config) }),
  });
  const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(11);
  console.log(`${'function'.padEnd(14)}${'bytes'.padStart(11)}${'gzipped'.padStart(11)}${'budget'.padStart(11)}`);
  for (const { name, bytes, gzipped } of bundles) {
    const { gzipped: most } = budgetOf(name);
    const over = gzipped > most ? '  over' : '';
    if (gzipped > most) process.exitCode = 1;
    console.log(`${name.padEnd(14)}${kB(bytes)}${kB(gzipped)}${kB(most)}${over}`);
  }
}

if (import.meta.main) await command();
