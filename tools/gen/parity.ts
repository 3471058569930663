import type { AnyRule } from '#engine/any-rule';
import { ruleProviders } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import type { Generated } from './generated.ts';
import { holes, type Platform } from './holes.ts';

const platforms = ['aws', 'azure', 'gcp', 'kubernetes', 'cross'] as const;

/** Which platform answers which control, by which rules, or why by none. */
export function parityTable(rules: readonly AnyRule[]): Generated {
  const lines = controls.map(
    ({ id, category }) => `| ${id} | ${category} | ${platforms.map((it) => cell(rules, id, it)).join(' | ')} |`,
  );
  const text = [
    '<!-- Written by `npm run gen`. Do not edit. -->',
    '',
    '# Controls by platform',
    '',
    `${rules.length} rules serve ${controls.length} controls. A cell without a rule says why; planned rules are still to come. Cross rules`,
    'join facts of several platforms where two small faults make a grave one: an empty cell there is no hole.',
    '',
    `| control | category | ${platforms.join(' | ')} |`,
    `|---|---|${platforms.map(() => '---|').join('')}`,
    ...lines,
    '',
  ].join('\n');
  return { path: 'docs/parity.gen.md', text };
}

function cell(rules: readonly AnyRule[], control: string, platform: Platform | 'cross'): string {
  const served = rules.filter((rule) => rule.control === control && ruleProviders[rule.id] === platform);
  if (served.length > 0) return served.map(({ id }) => linkTo(id)).join(', ');
  return platform === 'cross' ? '' : holeOf(rules, control, platform);
}

/** Why a cell has no rule. A rule that came after all, but serves another control, is named with it. */
function holeOf(rules: readonly AnyRule[], control: string, platform: Platform): string {
  const hole = holes[control]?.[platform] ?? '';
  if (typeof hole === 'string') return hole;
  const shipped = rules.filter(({ id }) => hole.includes(id));
  const planned = hole.filter((id) => shipped.every((rule) => rule.id !== id));
  return [
    ...(planned.length > 0 ? [`planned: ${planned.join(', ')}`] : []),
    ...shipped.map((rule) => `${linkTo(rule.id)} under ${rule.control}`),
  ].join('; ');
}

const linkTo = (id: string): string => `[${id}](rules/${id}.gen.md)`;
