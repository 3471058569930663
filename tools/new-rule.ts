#!/usr/bin/env node
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { placeOf } from './new-rule/place.ts';
import { plannedRules, shipped } from './new-rule/planned.ts';
import { filesOf, samples } from './new-rule/samples.ts';

// Writes a rule and its test table: npm run new-rule aws/eks/eks-some-thing
const root = join(import.meta.dirname, '..');
const [name = ''] = process.argv.slice(2);
const foldersIn = (path: string): readonly string[] =>
  readdirSync(join(root, path), { withFileTypes: true }).flatMap((it) => (it.isDirectory() ? [it.name] : []));
const services = Object.fromEntries(Object.keys(samples).map((it) => [it, foldersIn(`rules/${it}`)]));
const place = placeOf(name, { shipped, planned: plannedRules(), services });
const sample = 'refused' in place ? undefined : samples[place.provider];

if ('refused' in place || sample === undefined) {
  console.error('refused' in place ? place.refused : `there is no sample for ${place.provider}`);
  process.exit(2);
}
const rule = join(root, 'rules', `${name}.ts`);
const table = join(root, 'test/rules', `${name}.test.ts`);
const support = relative(dirname(table), join(root, 'test/support')).replaceAll('\\', '/');
const text = filesOf(place, name, support, sample);

const taken = [rule, table].filter((path) => existsSync(path));
if (taken.length > 0) {
  console.error(`already there: ${taken.map((path) => relative(root, path)).join(', ')}`);
  process.exit(2);
}
for (const [path, content] of [
  [rule, text.rule],
  [table, text.table],
] as const) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  console.log(`wrote ${relative(root, path)}`);
}
console.log('next: fill both in, then step 9 of docs/add-a-rule.md');
