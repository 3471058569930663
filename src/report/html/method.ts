import { compareText } from '#lib/text';
import { spanOf } from '../deadlines.ts';
import type { Report } from '../model.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

/** How the report came about: what was asked, how it is counted, what it cannot say, and what the words mean. */
export const methodSection = (report: Report): Markup =>
  html`<section><h2>Method</h2>
    <p>Every rule answers pass, fail, unknown or not applicable for every resource it speaks about. What could not be read is unknown and never counts as passed. Coverage is (pass + fail) / (pass + fail + unknown), rounded down; it is below 100 % while anything could not be read. A waived finding is an accepted fail: it is counted in both.</p>
    <h3>Severities</h3>${table(['Severity', 'Meaning', 'Deadline'], severityRows(report))}
    <h3>Limits</h3><ul>${limits.map((it) => html`<li>${it}</li>`)}</ul>
    <h3>Words</h3><dl>${words.map(([word, meaning]) => html`<dt>${word}</dt><dd>${meaning}</dd>`)}</dl>
    ${rulesAsked(report)}</section>`;

const severityRows = ({ deadlines }: Report) =>
  meanings.map(([severity, meaning]) => {
    const within = deadlines?.sla[severity];
    return [severity, meaning, within === undefined ? 'none' : `${spanOf(within)} after it last opened`] as const;
  });

const meanings = [
  ['critical', 'can be used from outside now'],
  ['high', 'needs one more step'],
  ['medium', 'weakens a defence'],
  ['low', 'hygiene'],
] as const;

const limits: readonly string[] = [
  'It says what the configuration was when it was read. What changed and changed back between two reads is not in it.',
  'It judges configuration, and nothing of what happens: no traffic, no logs and no processes are looked into.',
  'Facts are what the APIs of the clouds answered. Whether these told the truth is not known.',
  'A requirement that only a person can judge is manual, whatever the rules say of others.',
  'Ages run from when Shoalwatch first saw a finding open. What was open before the first run stood longer than is known.',
];

const words: readonly (readonly [string, string])[] = [
  ['Target', 'one AWS account in one region or its global half, one Azure subscription, one GCP project, one cluster'],
  ['Rule', 'a test of one kind of resource'],
  ['Finding', 'a failed rule on a resource, followed over time'],
  ['Announced', 'a change was accepted that will fail a rule, and nothing was read yet'],
  ['Waived', 'accepted by a named person until a date; it is open again from then on'],
  ['Unknown', 'what a rule needed could not be read'],
  ['Gap', 'something that should have been read and was not, with the call and the right that would cure it'],
  ['Overdue', 'open for longer than the policy gives its severity'],
  ['Not assessed', 'a requirement of which something is unknown, switched off, planned or not there to be judged'],
];

/** The rules that judged anything, and what they answered: a rule that is missing was switched off, or had nothing to judge. */
function rulesAsked({ scan, rules }: Report): Markup | undefined {
  const byRule = [...Map.groupBy(scan.judgements, ({ rule }) => rule)].sort(([a], [b]) => compareText(a, b));
  if (byRule.length === 0) return undefined;
  const rows = byRule.map(([id, own]) => {
    const count = (verdict: (typeof own)[number]['verdict']): number =>
      own.filter((it) => it.verdict === verdict).length;
    const counts = [count('pass'), count('fail'), count('unknown'), count('not-applicable')];
    return [id, rules.get(id)?.title ?? '', ...counts] as const;
  });
  const heads = ['Rule', 'What is good', 'Passed', 'Failed', 'Unknown', 'Not applicable'];
  return html`<details><summary>${byRule.length} rules judged something, of ${scan.ruleCount} that were asked</summary>${table(heads, rows)}</details>`;
}
