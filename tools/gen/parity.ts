import type { AnyRule } from '#engine/any-rule';
import { ruleProviders } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import type { Generated } from './generated.ts';

const providers = ['aws', 'azure', 'gcp', 'kubernetes', 'cross'] as const;

/** Which platform answers which control, by which rules. */
export function parityTable(rules: readonly AnyRule[]): Generated {
  const cell = (control: string, provider: string): string =>
    rules
      .filter((rule) => rule.control === control && ruleProviders[rule.id] === provider)
      .map(({ id }) => `[${id}](rules/${id}.gen.md)`)
      .join(', ');
  const lines = controls.map(
    ({ id, category }) => `| ${id} | ${category} | ${providers.map((provider) => cell(id, provider)).join(' | ')} |`,
  );
  const text = [
    '<!-- Written by `npm run gen`. Do not edit. -->',
    '',
    '# Controls by platform',
    '',
    `${rules.length} rules serve ${controls.length} controls. An empty cell has no rule yet.`,
    '',
    `| control | category | ${providers.join(' | ')} |`,
    `|---|---|${providers.map(() => '---|').join('')}`,
    ...lines,
    '',
  ].join('\n');
  return { path: 'docs/parity.gen.md', text };
}
