#!/usr/bin/env node
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

// Writes a rule and its test table: npm run new-rule aws/eks/eks-some-thing
const root = join(import.meta.dirname, '..');
const [name = ''] = process.argv.slice(2);
const parts = /^(aws|azure|gcp|kubernetes|cross)(?:\/[a-z0-9-]+)*\/([a-z0-9-]+)$/.exec(name);

if (!parts) {
  console.error(
    `"${name}" is no place for a rule. Say: npm run new-rule aws/eks/eks-some-thing (the file is named after the whole id)`,
  );
  process.exit(2);
}
const id = parts[2] ?? '';
const rule = join(root, 'rules', `${name}.ts`);
const table = join(root, 'test/rules', `${name}.test.ts`);
const support = relative(dirname(table), join(root, 'test/support/test-rule.ts')).replaceAll('\\', '/');

const files = {
  [rule]: `import { defineRule, fieldMissing, fail, pass } from '#rule';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';

export default defineRule({
  id: '${id}',
  on: eksCluster,
  title: 'State the good condition here, as a sentence',
  severity: 'medium',
  control: 'a-control-of-rules-controls',
  why: 'What somebody can do while the condition does not hold.',
  fix: 'What a person does about it.',
  references: ['https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html'],

  evaluate({ config }) {
    if (config.deletionProtection === undefined) return fieldMissing('deletionProtection');
    if (config.deletionProtection) return pass();
    return fail('State the bad fact about this resource here.', { at: 'deletionProtection', actual: false });
  },
});
`,
  [table]: `import rule from '#rules/${name}';
import { clusterWith } from '${support.replace('test-rule.ts', 'aws/eks.ts')}';
import { testRule } from '${support}';

testRule(rule, {
  pass: {
    'the condition holds': { on: clusterWith({}, { deletionProtection: true }) },
  },
  fail: {
    'the condition does not hold': {
      on: clusterWith({}, { deletionProtection: false }),
      message: 'State the bad fact about this resource here.',
    },
  },
  unknown: {
    'an answer without the field': { on: clusterWith({}), reason: 'field-missing' },
  },
});
`,
};

const taken = Object.keys(files).filter((path) => existsSync(path));
if (taken.length > 0) {
  console.error(`already there: ${taken.map((path) => relative(root, path)).join(', ')}`);
  process.exit(2);
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${relative(root, path)}`);
}
console.log('next: fill both in, then step 9 of docs/add-a-rule.md');
