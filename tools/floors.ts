#!/usr/bin/env node
import { glob } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { forbiddenReaches } from './floors/reaches.ts';

// Holds the floors, and fails when it looked at fewer modules than there are files: a check that sees nothing passes.
const folders = ['cli', 'functions', 'infra', 'rules', 'src', 'tools'];
const { options, forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  options: ICruiseOptions & { enhancedResolveOptions: object };
  forbidden: NonNullable<NonNullable<ICruiseOptions['ruleSet']>['forbidden']>;
};

const { enhancedResolveOptions, ...rest } = options;
const { output } = await cruise(folders, { ...rest, ruleSet: { forbidden }, validate: true }, enhancedResolveOptions, {
  tsConfig: extractTSConfig('tsconfig.json'),
});
const { modules, summary } = output as ICruiseResult;
const seen = modules.filter(({ source }) => folders.some((folder) => source.startsWith(`${folder}/`)));
const files = await Array.fromAsync(glob(folders.map((folder) => `${folder}/**/*.ts`)));
const imports = seen.reduce((sum, { dependencies }) => sum + dependencies.length, 0);

const reaches = forbiddenReaches(modules);
for (const way of reaches) console.error(`pure-at-run-time: ${way}`);
for (const { from, to, rule } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
if (seen.length < files.length) console.error(`looked at ${seen.length} modules of ${files.length} files`);
console.log(
  `floors: ${seen.length} modules, ${imports} imports, ${summary.violations.length + reaches.length} violations`,
);
process.exit(summary.violations.length + reaches.length > 0 || seen.length < files.length ? 1 : 0);
