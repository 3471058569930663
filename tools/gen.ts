#!/usr/bin/env node
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogs } from './gen/catalogs.ts';
import type { Generated } from './gen/generated.ts';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');

async function main(): Promise<void> {
  write(await catalogs(root));
  // The rest is derived from the rules, so it is loaded after their catalogue was written.
  const { derived, shareOfFixes } = await import('./gen/derived.ts');
  const files = await derived();
  write(files);
  removeOrphans(files);
  console.log(shareOfFixes());
}

/** Pages of rules that are no more. */
function removeOrphans(files: readonly Generated[]): void {
  const kept = new Set(files.map(({ path }) => path));
  const orphans = globSync('docs/rules/*.gen.md', { cwd: root }).filter((path) => !kept.has(path));
  if (check && orphans.length > 0) {
    console.error(`without a rule: ${orphans.join(', ')}\nrun: npm run gen`);
    process.exit(1);
  }
  for (const path of orphans) {
    rmSync(join(root, path));
    console.log(`removed ${path}`);
  }
}

function write(files: readonly Generated[]): void {
  const stale = files.filter(({ path, text }) => current(path) !== text);
  if (check && stale.length > 0) {
    console.error(`not current: ${stale.map(({ path }) => path).join(', ')}\nrun: npm run gen`);
    process.exit(1);
  }
  for (const { path, text } of check ? [] : stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}

const current = (path: string): string | undefined =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;

await main();
