import { sha256Base64 } from '#lib/hash';
import { plural, redactSecrets } from '#lib/text';
import { formatTime } from '#lib/time';
import { html, raw, type Markup } from '../html/markup.ts';
import { style } from '../html/style.ts';
import { table } from '../html/table.ts';
import { daysChart } from './days-chart.ts';
import type { Period } from './model.ts';
import { balanceColumns, balanceRows, endWords, headlineOf, latenessHeads, latenessRows } from './words.ts';
import { methodOf, percentWords, repairRows, spanWords } from './words.ts';

/** A period as one self-contained page without a script. */
export function forHtmlPeriod(period: Period): string {
  const csp = `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'`;
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${csp}"><title>Shoalwatch period report</title><style>${raw(style)}</style>`;
  return html`<!doctype html>
<html lang="en"><head>${head}</head><body><main>
<header><h1>Shoalwatch period report</h1><p>${spanWords(period)}.</p></header>
${answerFirst(period)}${balanceSection(period)}${deadlinesSection(period)}${coverageSection(period)}${decisionsSection(period)}${stepsSection(period)}
<section><h2>Method</h2><ul>${methodOf(period).map((it) => html`<li>${it}</li>`)}</ul></section>
</main></body></html>`.markup;
}

function answerFirst(period: Period): Markup {
  const { balance } = period;
  const number = (name: 'critical' | 'high'): Markup =>
    html`<div class="number"><b class="${name}">${balance[name].before} → ${balance[name].after}</b>open ${name}</div>`;
  const share = period.coverage.at(-1)?.coverage;
  return html`<section aria-label="Summary"><div class="numbers">${number('critical')}${number('high')}
    <div class="number"><b class="${share === 1 ? 'ok' : 'unread'}">${share === undefined ? '?' : percentWords(share)}</b>coverage at the end</div></div>
    <p>${headlineOf(period)}</p></section>`;
}

const balanceSection = (period: Period): Markup =>
  html`<section><h2>What came and went</h2>
    ${table(['Severity', ...balanceColumns.map(([, words]) => words)], balanceRows(period))}
    <h3>Time to put right</h3>
    ${table(['Severity', 'Put right', 'Mean', 'Median', 'Longest'], repairRows(period))}</section>`;

/** More than these are in the files for programs. */
const mostBreaches = 200;

function deadlinesSection({ deadlines }: Period): Markup | undefined {
  if (!deadlines) return undefined;
  const rows = deadlines.breaches.slice(0, mostBreaches).map((it) => {
    const { finding, due } = it;
    const { severity, rule, resource, id } = finding;
    return [severity, resource.name, rule, formatTime(due), endWords(it), id] as const;
  });
  const rest = deadlines.breaches.length - rows.length;
  const heads = ['Severity', 'Resource', 'Rule', 'Due', 'What became of it', 'Finding'];
  return html`<section><h2>Deadlines</h2>${table(latenessHeads.map(capital), latenessRows(deadlines))}
    ${rows.length === 0 ? html`<p>Nothing was overdue.</p>` : html`<h3>What was overdue</h3>${table(heads, rows)}`}
    ${rest > 0 ? html`<p>and ${rest} more: the JSON and CSV files name all.</p>` : undefined}</section>`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function coverageSection({ coverage, days }: Period): Markup {
  const silent = days.filter(({ runs }) => runs === 0).length;
  const rows = coverage.map(
    ({ at, run, kind, coverage: share, open }) =>
      [
        formatTime(at),
        ...[kind, share === undefined ? 'not kept' : percentWords(share)],
        open ? `${open.critical} / ${open.high} / ${open.medium} / ${open.low}` : 'not kept',
        run,
      ] as const,
  );
  const heads = ['Ended', 'Kind', 'Coverage', 'Open critical / high / medium / low', 'Run'];
  return html`<section><h2>Coverage over time</h2>${daysChart(days)}
    <p>${plural(coverage.length, 'run')} ended; nobody looked on ${plural(silent, 'day')} of ${days.length}.</p>
    ${rows.length === 0 ? undefined : html`<details><summary>Every run</summary>${table(heads, rows)}</details>`}</section>`;
}

function decisionsSection({ decisions }: Period): Markup {
  const rows = decisions.map(
    ({ at, on, act, by, about, why }) =>
      [formatTime(at), `${on} ${act}`, ...[by, about, why].map(redactSecrets)] as const,
  );
  return html`<section><h2>Who decided what</h2>${rows.length === 0 ? html`<p>Nobody decided anything.</p>` : table(['When', 'What', 'Who', 'About', 'Why'], rows)}</section>`;
}

const mostSteps = 500;

function stepsSection({ steps }: Period): Markup {
  const rows = steps.slice(0, mostSteps).map(({ at, kind, cause, finding }) => {
    const { id, rule, severity, resource, message, change } = finding;
    const by = cause === 'change' && change ? redactSecrets(`${cause}: ${change.actor}`) : cause;
    return [formatTime(at), kind, severity, rule, resource.name, redactSecrets(message), by, id] as const;
  });
  const rest = steps.length - rows.length;
  const heads = ['When', 'What', 'Severity', 'Rule', 'Resource', 'Found', 'Cause', 'Finding'];
  return html`<section><h2>Every move</h2>${rows.length === 0 ? html`<p>Nothing moved.</p>` : table(heads, rows)}
    ${rest > 0 ? html`<p>and ${rest} more: the JSON and CSV files name all.</p>` : undefined}</section>`;
}
