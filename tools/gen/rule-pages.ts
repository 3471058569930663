import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typesNeeded, typesOn, type AnyRule } from '#engine/any-rule';
import { withUndo } from '#engine/plan/undo';
import { paramsOf } from '#app/list';
import { rulePaths, ruleProviders } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import type { Generated } from './generated.ts';
import { byTool } from './by-tool.ts';
import { casesOf } from './cases.ts';

/** A page per rule: what `shoalwatch explain` prints. */
export const rulePages = (root: string, rules: readonly AnyRule[]): Generated[] =>
  rules.map((rule) => ({ path: `docs/rules/${rule.id}.gen.md`, text: pageOf(root, rule) }));

function pageOf(root: string, rule: AnyRule): string {
  const path = rulePaths[rule.id] ?? '';
  const table = `test/${path.replace(/\.ts$/, '.test.ts')}`;
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const provider = ruleProviders[rule.id] ?? '';
  const grades = rule.grades?.length ? ` (also ${rule.grades.join(', ')})` : '';
  return [
    '<!-- Written by `npm run gen`. Do not edit. -->',
    '',
    `# ${rule.id}`,
    '',
    `${rule.title}.`,
    '',
    `- severity: **${rule.severity}**${grades}`,
    `- platform: ${provider}; judges: ${typesOn(rule)
      .map(({ name }) => `\`${name}\``)
      .join(', ')}`,
    `- control: ${rule.control}`,
    ...(rule.partOf === undefined ? [] : [`- part of: ${rule.partOf}`]),
    '',
    '## Why',
    '',
    rule.why,
    '',
    '## Fix',
    '',
    rule.fix,
    '',
    ...remediationOf(rule),
    ...toolsOf(root, rule),
    ...parametersOf(rule),
    '## What is read',
    '',
    ...typesNeeded(rule).map((type) => `- \`${type.name}\`: ${type.reads.map((it) => `\`${it}\``).join(', ')}`),
    '',
    'What could not be read gives `unknown`, never a pass.',
    '',
    '## How it judges, case by case',
    '',
    ...casesOf(table, read).flatMap(({ verdict, names }) => [
      `**${verdict}**`,
      '',
      ...names.map((name) => `- ${name}`),
      '',
    ]),
    ...listed('Requirements', requirementsOf(rule.id)),
    ...listed('References', rule.references),
    ...listed(
      'The same check elsewhere',
      (rule.peers ?? []).map((it) => `\`${it}\``),
    ),
  ].join('\n');
}

function remediationOf({ remediation }: AnyRule): string[] {
  if (!remediation) return ['No plan can be made for it: a person does what stands under Fix.', ''];
  const undo = remediation.reversible ? 'can be undone' : 'cannot be undone';
  return [
    `A plan can be made; its impact is \`${remediation.impact}\` and it ${undo}:`,
    '',
    ...withUndo(remediation.actions).map(({ name, kind, permissions }, index) => {
      const only = index < remediation.actions.length ? '' : ', to undo it';
      return `- \`${name}\` (${kind}${only}): ${permissions.map((it) => `\`${it}\``).join(', ')}`;
    }),
    '',
  ];
}

function toolsOf(root: string, rule: AnyRule): string[] {
  const lines = byTool(root, rule);
  if (lines.length === 0) return [];
  return [
    'The same change by another tool; what stands in capitals is yours to fill in:',
    '',
    ...lines.map((it) => `- \`${it}\``),
    '',
  ];
}

function parametersOf(rule: AnyRule): string[] {
  const params = Object.entries(
    paramsOf(rule) as Readonly<Record<string, { default?: unknown; componentList?: string }>>,
  );
  if (params.length === 0) return [];
  return [
    '## Parameters',
    '',
    '| parameter | default | set under |',
    '|---|---|---|',
    ...params.map(([name, { default: value, componentList }]) => {
      const where = componentList === undefined ? `policy.rules.${rule.id}.params` : `policy.${componentList}`;
      return `| ${name} | \`${JSON.stringify(value).replaceAll('|', '\\|')}\` | ${where} |`;
    }),
    '',
  ];
}

/** The requirements of each framework that the rule answers, or is only related to. */
const requirementsOf = (rule: string): string[] =>
  frameworks.flatMap(({ id, related, requirements }) => {
    const own = requirements.filter((it) => !('manual' in it) && it.rules.includes(rule));
    const named = `${id}${related ? ' (related)' : ''}: ${own.map((it) => it.id).join(', ')}`;
    return own.length > 0 ? [named] : [];
  });

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`## ${title}`, '', ...lines.map((line) => `- ${line}`), ''];
