#!/usr/bin/env node
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { filesOf, samples } from './new-rule/samples.ts';

// Writes a rule and its test table: npm run new-rule aws/eks/eks-some-thing
const root = join(import.meta.dirname, '..');
const [name = ''] = process.argv.slice(2);
const [, provider = '', id = ''] = /^([a-z]+)(?:\/[a-z0-9-]+)*\/([a-z0-9-]+)$/.exec(name) ?? [];
const sample = samples[provider];

if (sample === undefined) {
  console.error(
    `"${name}" is no place for a rule. Say: npm run new-rule aws/eks/eks-some-thing (${Object.keys(samples).join(', ')}; the file is named after the whole id)`,
  );
  process.exit(2);
}
const rule = join(root, 'rules', `${name}.ts`);
const table = join(root, 'test/rules', `${name}.test.ts`);
const support = relative(dirname(table), join(root, 'test/support')).replaceAll('\\', '/');
const text = filesOf(id, name, support, sample);

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
