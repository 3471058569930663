import { forJsonIsland } from '#lib/escape/json-island';
import { formatTime } from '#lib/time';
import { compareText, plural } from '#lib/text';
import { severities } from '#model';
import { dueWords, timedBy } from '../deadlines.ts';
import type { Report, Row } from '../model.ts';
import { redacted } from '../output.ts';
import { html, raw, type Markup } from './markup.ts';

const staticRows = 500;

/** The findings: the first 500 as they stand, the others as data for the script, and the filters. */
export function findingsSection(report: Report): Markup {
  const { rows } = report;
  const more = rows.slice(staticRows);
  const rest = more.map((row) => ({ ...valuesOf(report, row), facts: ownFacts(report, row) }));
  // What a rule says is said once, however many findings it has: thousands of rows would not fit otherwise.
  const rules = Object.fromEntries(more.map((row) => [row.finding.rule, ruleFacts(row)]));
  const note = html`<p id="note" class="soft">The first ${staticRows} of ${rows.length} stand here; the others need JavaScript, or the CSV report.</p>`;
  const fixed = rows.slice(0, staticRows).map((row) => findingOf(report, row));
  return html`<section><h2>Findings</h2>
${filters(report)}${rest.length > 0 ? note : undefined}<div id="findings">${fixed}</div>
<script type="application/json" id="more">${raw(forJsonIsland({ rules, rows: rest }))}</script></section>`;
}

function findingOf(report: Report, row: Row): Markup {
  const { id, severity, provider, target, rule, status, name, message } = valuesOf(report, row);
  const data = html`data-severity="${severity}" data-provider="${provider}" data-target="${target}" data-rule="${rule}" data-status="${status}"`;
  const facts = [...ownFacts(report, row), ...ruleFacts(row)].map(
    ([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`,
  );
  return html`<details class="finding" id="f=${id}" ${data}><summary><b class="${severity}">${severity.toUpperCase()}</b> ${name}: ${message}</summary><div><dl>${facts}</dl></div></details>
`;
}

const valuesOf = ({ scan }: Report, { finding }: Row) => ({
  id: finding.id,
  severity: finding.severity,
  provider: scan.targets.find(({ id }) => id === finding.resource.target)?.provider ?? '',
  target: finding.resource.target,
  rule: finding.rule,
  status: finding.status,
  name: finding.resource.name,
  message: String(redacted(finding.message)),
});

type Facts = readonly (readonly [term: string, text: string])[];

function ownFacts({ scan, deadlines }: Report, { finding }: Row): Facts {
  const { resource, evidence, key } = finding;
  const timed = timedBy(deadlines, finding);
  return [
    ['Resource', resource.id],
    ...(key === undefined ? [] : ([['Key', key]] as const)),
    ...evidence.map(({ at, actual }) => [`Found at ${at || 'the whole'}`, JSON.stringify(redacted(actual))] as const),
    ...evidence.flatMap(({ expected }) =>
      expected === undefined ? [] : [['Expected', JSON.stringify(expected)] as const],
    ),
    ...(scan.followed ? ([['First seen', formatTime(finding.firstSeen)]] as const) : []),
    ...(timed ? ([['Age', plural(timed.ageDays, 'day')]] as const) : []),
    ...(timed?.due === undefined ? [] : ([['Due', dueWords(timed)]] as const)),
    ['Finding', `${finding.id} (${finding.status})`],
  ];
}

const ruleFacts = ({ finding, title, why, fix, references }: Row): Facts => [
  ['Rule', `${finding.rule}: ${title}`],
  ['Why', why],
  ['Fix', fix],
  ...references.map((url) => ['Reference', url] as const),
];

function filters(report: Report): Markup {
  const values = report.rows.map((row) => valuesOf(report, row));
  const options = (name: 'provider' | 'target' | 'rule' | 'status'): readonly string[] =>
    [...new Set(values.map((it) => it[name]))].sort(compareText);
  const select = (name: string, all: readonly string[]): Markup =>
    html`<select name="${name}" aria-label="${name}">
      <option value="">every ${name}</option>
      ${all.map((it) => html`<option>${it}</option>`)}
    </select> `;
  return html`<div class="filters" role="search">
    <input name="text" type="search" placeholder="search" aria-label="search" />
    ${select('severity', severities)}${select('provider', options('provider'))}${select('target', options('target'))}${select('rule', options('rule'))}${select('status', options('status'))}
    <span id="count" class="soft" role="status"></span>
  </div>`;
}
