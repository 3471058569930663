import { sha256Base64 } from '#lib/hash';
import { formatTime } from '#lib/time';
import { compareText, plural, redactSecrets } from '#lib/text';
import { severities } from '#model';
import { overdueIn } from './deadlines.ts';
import { agesChart } from './html/ages-chart.ts';
import { placesChart } from './html/charts.ts';
import { clustersSection } from './html/clusters.ts';
import { coverageSummary } from './html/coverage-chart.ts';
import { findingsSection } from './html/findings.ts';
import { frameworksSection } from './html/frameworks.ts';
import { html, raw, type Markup } from './html/markup.ts';
import { methodSection } from './html/method.ts';
import { remediationsSection } from './html/remediations.ts';
import { repairsChart } from './html/repairs-chart.ts';
import { risksSection } from './html/risks.ts';
import { script } from './html/script.ts';
import { style } from './html/style.ts';
import { table } from './html/table.ts';
import { trendSection } from './html/trend-chart.ts';
import { waiversSection } from './html/waivers.ts';
import { waysSection } from './html/ways.ts';
import type { Report } from './model.ts';

/** The report as one self-contained page: no network, readable without JavaScript, light, dark and on paper. */
export function forHtml(report: Report): string {
  const { scan } = report;
  const policy = scan.policyVersion === null ? 'defaults and file' : `version ${scan.policyVersion}`;
  const csp = `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; script-src 'sha256-${sha256Base64(script)}'`;
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${csp}"><title>Shoalwatch report</title><style>${raw(style)}</style>`;
  const counts = [
    plural(scan.targets.length, 'target'),
    plural(scan.resources.length, 'resource'),
    plural(scan.ruleCount, 'rule'),
  ];
  return html`<!doctype html>
<html lang="en"><head>${head}</head><body><main>
<header><h1>Shoalwatch report</h1>
<p>Scan ${scan.id}, ${formatTime(scan.startedAt)}. ${counts.join(', ')}; policy: ${policy}; ruleset ${scan.rulesetDigest}.</p></header>
${answerFirst(report)}
${risksSection(report)}
<section><h2>Where it is open</h2>${placesChart(report)}${placesTable(report)}</section>
${trendSection(report)}${timesSection(report)}
${clustersSection(report)}${findingsSection(report)}${frameworksSection(report.frameworks)}${waiversSection(report)}${remediationsSection(report)}
${waysSection(report)}${coverageSection(report)}${inventorySection(report)}${methodSection(report)}
</main><script>${raw(script)}</script></body></html>`.markup;
}

function answerFirst({ scan, open, headline, incomplete, deadlines }: Report): Markup {
  const late = overdueIn(deadlines, scan.findings);
  const overdue = late && severities.reduce((sum, it) => sum + late[it], 0);
  const coverage = Math.round(scan.coverage * 100);
  return html`<section aria-label="Summary">
    <div class="numbers">
      <div class="number"><b class="critical">${open.critical}</b>open critical</div>
      <div class="number"><b class="high">${open.high}</b>open high</div>
      ${overdue === undefined ? undefined : html`<div class="number"><b class="${overdue === 0 ? 'ok' : 'high'}">${overdue}</b>overdue</div>`}
      <div class="number"><b class="${coverage === 100 ? 'ok' : 'unread'}">${coverage} %</b>coverage</div>
    </div>
    <p>${headline}</p>
    ${incomplete ? html`<p class="incomplete"><strong>INCOMPLETE.</strong> Something could not be read: what it would have shown is unknown, not passed. See coverage.</p>` : undefined}
    <p class="soft">
      ${scan.totals.pass} passed, ${scan.totals.fail} failed, ${scan.totals.unknown} unknown,
      ${scan.totals.notApplicable} not applicable, ${scan.totals.waived} waived (pairs of rule and resource).
    </p>
  </section>`;
}

function timesSection(report: Report): Markup | undefined {
  const charts = [agesChart(report), repairsChart(report)].filter((it) => it !== undefined);
  return charts.length === 0 ? undefined : html`<section><h2>How long it takes</h2>${charts}</section>`;
}

const placesTable = ({ places }: Report): Markup => {
  const rows = places.map(({ name, open }) => [name, ...severities.map((it) => open[it])] as const);
  return html`<details><summary>The same as a table</summary>${table(['Cluster or target', ...severities], rows)}</details>`;
};

function coverageSection(report: Report): Markup {
  const { scan } = report;
  return html`<section><h2>Coverage and what could not be read</h2>${coverageSummary(report)}
${scan.gaps.length === 0 ? html`<p>Everything that was asked for was read.</p>` : gapsTable(report)}
${scan.unreadable.length === 0 ? undefined : unreadableTable(report)}</section>`;
}

function gapsTable({ scan }: Report): Markup {
  const rows = scan.gaps.map(
    ({ target, api, reason, permission = '', resource = '', detail }) =>
      [target, html`<code>${api}</code>`, reason, permission, redactSecrets(`${resource} ${detail}`.trim())] as const,
  );
  return html`<h3>Gaps</h3>${table(['Target', 'Call', 'Reason', 'Grant', 'Detail'], rows)}`;
}

const mostDocuments = 500;

function unreadableTable({ scan }: Report): Markup {
  const rows = scan.unreadable
    .slice(0, mostDocuments)
    .map(({ path, reason, detail = '' }) => [path, reason, detail] as const);
  const rest = scan.unreadable.length - rows.length;
  return html`<h3>Documents that were not inventoried</h3>${table(['Document', 'Reason', 'Detail'], rows)}${rest > 0 ? html`<p>and ${rest} more: the JSON report names all.</p>` : undefined}`;
}

function inventorySection({ scan }: Report): Markup {
  const types = [...Map.groupBy(scan.resources, ({ type }) => type)].sort(([a], [b]) => compareText(a, b));
  const rows = types.map(([type, own]) => [type, own.length] as const);
  return html`<section><h2>Inventory</h2>${table(['Type', 'Resources'], rows)}</section>`;
}
