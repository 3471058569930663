import type { AnyRule } from '#engine/any-rule';
import { compareText, plural } from '#lib/text';
import { ruleProviders } from '#rules/catalog.gen';
import type { Generated } from './generated.ts';

/** What the contract cases say of a rule: its plan was applied and read back, and taken back unless something stays. */
export interface Proven {
  readonly rule: { readonly id: string };
  readonly stays?: readonly string[];
}

/** The rules by what their fix is: proven there and back, proven one way only, and words for a person. */
export interface Shares {
  readonly undone: readonly AnyRule[];
  readonly stays: readonly { readonly rule: AnyRule; readonly why: readonly string[] }[];
  readonly asText: readonly AnyRule[];
}

/** Sorts rules by what the contract cases prove of them. */
export function sharesOf(rules: readonly AnyRule[], cases: readonly Proven[]): Shares {
  const whys = new Map<string, readonly string[]>();
  for (const { rule, stays = [] } of cases) whys.set(rule.id, [...(whys.get(rule.id) ?? []), ...stays]);
  const sorted = rules.toSorted((a, b) => compareText(a.id, b.id));
  return {
    undone: sorted.filter(({ id }) => whys.get(id)?.length === 0),
    stays: sorted.flatMap((rule) => {
      const why = whys.get(rule.id) ?? [];
      return why.length > 0 ? [{ rule, why }] : [];
    }),
    asText: sorted.filter(({ id }) => !whys.has(id)),
  };
}

/** The three counts with their shares, in one line. */
export function shareLine(rules: readonly AnyRule[], cases: readonly Proven[]): string {
  const { undone, stays, asText } = sharesOf(rules, cases);
  const told = [`undone ${undone.length}`, `applied only ${stays.length}`, `text only ${asText.length}`].join(', ');
  return `fixes of ${rules.length} rules: ${told} (${shareOf(undone, rules)} applied, read back and undone)`;
}

const shareOf = (some: readonly unknown[], all: readonly unknown[]): string =>
  `${((100 * some.length) / all.length).toFixed(1)} %`;

/** Which fixes are proven by applying them, and which are words. */
export function remediationPage(rules: readonly AnyRule[], cases: readonly Proven[]): Generated {
  const { undone, stays, asText } = sharesOf(rules, cases);
  const text = [
    '<!-- Written by `npm run gen`. Do not edit. -->',
    '',
    '# What fixes do, and what proves it',
    '',
    'A contract case carries out the plan of every finding of a rule through the provider’s own client, reads the provider',
    'again and compares with what the simulation said; the finding is gone then. It takes the plans back the same way, and',
    'all is as it was before. `npm test` runs the cases; this page is made from their list.',
    '',
    `| of ${plural(rules.length, 'rule')} | rules | share |`,
    '|---|---|---|',
    `| applied, read back and undone | ${undone.length} | ${shareOf(undone, rules)} |`,
    `| applied and read back; it cannot be undone | ${stays.length} | ${shareOf(stays, rules)} |`,
    `| a plan as text only | ${asText.length} | ${shareOf(asText, rules)} |`,
    '',
    '## Applied, read back and undone',
    '',
    '| rule | impact | actions |',
    '|---|---|---|',
    ...undone.map((rule) => `| ${linkTo(rule)} | ${rule.remediation?.impact ?? ''} | ${actionsOf(rule)} |`),
    '',
    '## Applied and read back; it cannot be undone',
    '',
    '| rule | actions | why it stays |',
    '|---|---|---|',
    ...stays.map(({ rule, why }) => `| ${linkTo(rule)} | ${actionsOf(rule)} | ${why.join('; ')} |`),
    '',
    '## A plan as text only',
    '',
    '| rule | platform | what a person does |',
    '|---|---|---|',
    ...asText.map(
      (rule) => `| ${linkTo(rule)} | ${ruleProviders[rule.id] ?? ''} | ${rule.fix.replaceAll('|', '\\|')} |`,
    ),
    '',
  ].join('\n');
  return { path: 'docs/remediation.gen.md', text };
}

const linkTo = ({ id }: AnyRule): string => `[${id}](rules/${id}.gen.md)`;

const actionsOf = ({ remediation }: AnyRule): string =>
  (remediation?.actions ?? []).map(({ name }) => `\`${name}\``).join(', ');
