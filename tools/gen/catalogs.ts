import { glob } from 'node:fs/promises';
import { basename } from 'node:path';
import { compareText } from '#lib/text';
import type { Generated } from './generated.ts';

const providers = ['aws', 'azure', 'gcp', 'kubernetes', 'cross'] as const;

/** The catalogues: one list of rules per provider, the list of all, and the names that frameworks may use. */
export async function catalogs(root: string): Promise<Generated[]> {
  const files = await Array.fromAsync(glob('rules/{aws,azure,gcp,kubernetes,cross}/**/*.ts', { cwd: root }));
  const paths = files.map((path) => path.replaceAll('\\', '/')).sort(compareText);
  const own = providers.map((provider) => ({
    path: `rules/catalog.${provider}.gen.ts`,
    text: catalogOf(
      provider,
      paths.filter((path) => path.startsWith(`rules/${provider}/`)),
    ),
  }));
  const editions = (await Array.fromAsync(glob('rules/frameworks/*.ts', { cwd: root })))
    .map((path) => basename(path))
    .sort(compareText);
  return [
    ...own,
    { path: 'rules/catalog.gen.ts', text: allOf(paths) },
    { path: 'rules/frameworks.gen.ts', text: frameworksOf(editions) },
  ];
}

const head = '// Written by `npm run gen`. Do not edit.\n';

function catalogOf(provider: string, paths: readonly string[]): string {
  const imports = paths.map((path) => `import ${nameOf(path)} from './${path.slice('rules/'.length)}';`);
  return [
    head,
    ...imports,
    ...(paths.length > 0 ? [''] : []),
    `/** The rules on ${provider}. */`,
    `export const ${provider}Rules = [${paths.map(nameOf).join(', ')}] as const;`,
    '',
  ].join('\n');
}

function allOf(paths: readonly string[]): string {
  return [
    head,
    "import type { AnyRule } from '#engine/any-rule';",
    ...providers.map((provider) => `import { ${provider}Rules } from './catalog.${provider}.gen.ts';`),
    '',
    '/** Every rule that ships. */',
    `export const rules: readonly AnyRule[] = [${providers.map((provider) => `...${provider}Rules`).join(', ')}];`,
    '',
    '/** The platform whose folder each rule lies in. */',
    'export const ruleProviders: Readonly<Record<string, string>> = {',
    ...paths.map((path) => `  '${basename(path, '.ts')}': '${path.split('/')[1] ?? ''}',`),
    '};',
    '',
    '/** The file of each rule, from the root. */',
    'export const rulePaths: Readonly<Record<string, string>> = {',
    ...paths.map((path) => `  '${basename(path, '.ts')}': '${path}',`),
    '};',
    '',
  ].join('\n');
}

const nameOf = (path: string): string =>
  basename(path, '.ts').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const frameworksOf = (files: readonly string[]): string =>
  [
    head,
    "import { frameworkOf, type Framework } from '#model';",
    "import { rules } from './catalog.gen.ts';",
    ...files.map((file, i) => `import edition${i} from './frameworks/${file}';`),
    '',
    'const ids = new Set<string>(rules.map(({ id }) => id));',
    '',
    '/** Every framework edition that ships. */',
    `export const frameworks: readonly Framework[] = [${files.map((_, i) => `edition${i}`).join(', ')}].map((it) =>`,
    '  frameworkOf(it, ids),',
    ');',
    '',
  ].join('\n');
