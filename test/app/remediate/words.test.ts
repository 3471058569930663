import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What the page for whoever is on call quotes, and the sources that have to say it. */
const page = readFileSync('docs/remediation.md', 'utf8').replace(/^```$[^]*?^```$/gm, '');
const guards = 'src/engine/guards';
const said = [
  ...readdirSync(guards).map((name) => `${guards}/${name}`),
  ...[
    'src/engine/plan/limits.ts',
    'src/engine/plan/level.ts',
    'src/engine/plan/track.ts',
    'cli/fix/page.ts',
    'src/clouds/aws/eks/apply-update.ts',
  ],
  ...['holding', 'send', 'find-out', 'work', 'undo', 'verify'].map((name) => `src/app/remediate/${name}.ts`),
]
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')
  .replace(/\$\{[^}]*\}/g, '…');

const isWords = (quote: string): boolean => /…|: | (?:is|was|has|be|no|stays) /.test(quote);
const quotes = [...page.matchAll(/`([^`\n]*)`/g)]
  .flatMap(([, quote = '']) => (isWords(quote) && !/^(?:shoalwatch|remediation\.)/.test(quote) ? [quote] : []))
  .filter((it, i, all) => all.indexOf(it) === i);

it('the page quotes what guards say', () => {
  expect(quotes.length).toBeGreaterThan(35);
});

it.each(quotes)('the code says: %s', (quote) => {
  const parts = quote
    .replace(/step 1|p-…/, '…')
    .replace('another process is', 'another process … is')
    .split(/…|: /);
  for (const part of parts.map((it) => it.trim()).filter((it) => it.length > 2)) {
    expect(said.includes(part), part).toBe(true);
  }
});
