import { sha256Base64 } from '#lib/hash';
import { formatTime } from '#lib/time';
import { plural } from '#lib/text';
import { coverageChart, placesChart } from './html/charts.ts';
import { findingsSection } from './html/findings.ts';
import { html, raw, type Markup } from './html/markup.ts';
import { script } from './html/script.ts';
import { style } from './html/style.ts';
import { severities, type Report } from './model.ts';

/** The report as one self-contained page: no network, readable without JavaScript, light, dark and on paper. */
export function forHtml(report: Report): string {
  const { scan } = report;
  const policy = scan.policyVersion === null ? 'defaults and file' : `version ${scan.policyVersion}`;
  const csp = `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; script-src 'sha256-${sha256Base64(script)}'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="Content-Security-Policy" content="${csp}" />
        <title>Shoalwatch report</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <h1>Shoalwatch report</h1>
            <p>
              Scan ${scan.id}, ${formatTime(scan.startedAt)}. ${plural(scan.targets.length, 'target')},
              ${plural(scan.resources.length, 'resource')}, ${plural(scan.ruleCount, 'rule')}; policy: ${policy};
              ruleset ${scan.rulesetDigest}.
            </p>
          </header>
          ${answerFirst(report)}
          <section>
            <h2>Where it is open</h2>
            ${placesChart(report)}${placesTable(report)}
          </section>
          ${findingsSection(report)} ${coverageSection(report)} ${inventorySection(report)} ${methodSection()}
        </main>
        <script>
          ${raw(script)};
        </script>
      </body>
    </html>`.markup;
}

function answerFirst({ scan, open, headline, incomplete }: Report): Markup {
  const coverage = Math.floor(scan.coverage * 100);
  return html`<section aria-label="Summary">
    <div class="numbers">
      <div class="number"><b class="critical">${open.critical}</b>open critical</div>
      <div class="number"><b class="high">${open.high}</b>open high</div>
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

const placesTable = ({ places }: Report): Markup =>
  html`<details>
    <summary>The same as a table</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Cluster or target</th>
          ${severities.map((it) => html`<th scope="col">${it}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${places.map(
          ({ name, open }) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${severities.map((it) => html`<td>${open[it]}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;

function coverageSection(report: Report): Markup {
  const { targets, scan } = report;
  return html`<section>
    <h2>Coverage and what could not be read</h2>
    ${coverageChart(report)}
    <table>
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">State</th>
          <th scope="col">Judged</th>
          <th scope="col">Unknown</th>
          <th scope="col">Open</th>
        </tr>
      </thead>
      <tbody>
        ${targets.map(
          (it) =>
            html`<tr>
              <th scope="row">${it.id}</th>
              <td>${it.state}</td>
              <td>${it.judged}</td>
              <td>${it.unknown}</td>
              <td>${it.open}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${scan.gaps.length === 0 ? html`<p>Everything that was asked for was read.</p>` : gapsTable(report)}
    ${scan.unreadable.length === 0 ? undefined : unreadableTable(report)}
  </section>`;
}

const gapsTable = ({ scan }: Report): Markup =>
  html`<h3>Gaps</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">Call</th>
          <th scope="col">Reason</th>
          <th scope="col">Grant</th>
          <th scope="col">Detail</th>
        </tr>
      </thead>
      <tbody>
        ${scan.gaps.map(
          (gap) =>
            html`<tr>
              <td>${gap.target}</td>
              <td><code>${gap.api}</code></td>
              <td>${gap.reason}</td>
              <td>${gap.permission ?? ''}</td>
              <td>${gap.resource ?? ''} ${gap.detail}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;

const unreadableTable = ({ scan }: Report): Markup =>
  html`<h3>Documents that were not inventoried</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">Document</th>
          <th scope="col">Reason</th>
          <th scope="col">Detail</th>
        </tr>
      </thead>
      <tbody>
        ${scan.unreadable.slice(0, 500).map(
          (it) =>
            html`<tr>
              <td>${it.path}</td>
              <td>${it.reason}</td>
              <td>${it.detail ?? ''}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;

function inventorySection({ scan }: Report): Markup {
  const types = [...Map.groupBy(scan.resources, ({ type }) => type)].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<section>
    <h2>Inventory</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">Resources</th>
        </tr>
      </thead>
      <tbody>
        ${types.map(
          ([type, own]) =>
            html`<tr>
              <th scope="row">${type}</th>
              <td>${own.length}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

const methodSection = (): Markup =>
  html`<section>
    <h2>Method</h2>
    <p>
      Every rule answers pass, fail, unknown or not applicable for every resource it speaks about. What could not be
      read is unknown and never counts as passed. Coverage is (pass + fail) / (pass + fail + unknown), rounded down; it
      is below 100 % while anything could not be read. A waived finding is an accepted fail: it is counted in both.
    </p>
    <p>
      Severities: critical can be used from outside now; high needs one more step; medium weakens a defence; low is
      hygiene.
    </p>
  </section>`;
