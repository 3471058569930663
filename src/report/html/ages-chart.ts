import { daysBetween } from '#lib/time';
import { plural } from '#lib/text';
import { severities, type Severity } from '#model';
import { spanOf, timedBy } from '../deadlines.ts';
import type { Report } from '../model.ts';
import { ageAxis, stepNames, stepOf, stepWords, xOf } from './age-axis.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const rowHeight = 78;
const barHeight = 38;
const minutesOfDay = 24 * 60;

/** Open findings of one severity by how long they have been open. */
interface Ages {
  readonly severity: Severity;
  readonly steps: readonly { readonly all: number; readonly overdue: number }[];
  readonly open: number;
  readonly overdue: number;
  /** Minutes until they are due; undefined where there is no deadline. */
  readonly within: number | undefined;
}

/** How long open findings have been open, against their deadlines; nothing where nobody knows, or all are of today. */
export function agesChart(report: Report): Markup | undefined {
  const ages = agesOf(report);
  if (!report.scan.followed || ages.length === 0 || (!report.deadlines && ages.every(isNew))) return undefined;
  const height = ages.length * rowHeight + 22;
  const rows = ages.map((it, i) => rowOf(it, i * rowHeight));
  const late = report.deadlines ? '; what is overdue has its full colour, and the dashed line is the deadline' : '';
  return html`<h3>Age of what is open</h3>
    <div class="chart"><svg role="img" aria-label="Open findings by age and severity" viewBox="0 0 ${ageAxis.width} ${height}" width="100%">${rows}${stepNames(height - 4)}</svg></div>
    <p class="soft">Since when each finding last opened. Heights are by row${late}.</p>
    <details><summary>The same as a table</summary>${table(heads, ages.map(cellsOf))}</details>`;
}

/** A first scan knows no ages yet. */
const isNew = ({ steps }: Ages): boolean => steps.slice(1).every(({ all }) => all === 0);

const heads = ['Severity', ...stepWords, 'Open', 'Overdue'];

const cellsOf = ({ severity, steps, open, overdue, within }: Ages) =>
  [severity, ...steps.map(({ all }) => all), open, within === undefined ? 'no deadline' : overdue] as const;

function agesOf({ scan, deadlines }: Report): readonly Ages[] {
  const at = deadlines?.at ?? scan.finishedAt;
  const open = scan.findings.filter(({ status }) => status === 'open');
  return severities.flatMap((severity) => {
    const own = open.filter((it) => it.severity === severity);
    if (own.length === 0) return [];
    const aged = own.map((it) => ({
      step: stepOf(daysBetween(it.firstSeen, at) ?? 0),
      overdue: timedBy(deadlines, it)?.overdue === true,
    }));
    const steps = stepWords.map((_, i) => {
      const here = aged.filter(({ step }) => step === i);
      return { all: here.length, overdue: here.filter((it) => it.overdue).length };
    });
    const overdue = aged.filter((it) => it.overdue).length;
    return [{ severity, steps, open: own.length, overdue, within: deadlines?.sla[severity] }];
  });
}

function rowOf({ severity, steps, open, overdue, within }: Ages, y: number): Markup {
  const base = y + 62;
  const most = Math.max(...steps.map(({ all }) => all));
  const bars = steps.flatMap(({ all, overdue: late }, i) => {
    if (all === 0) return [];
    const x = ageAxis.left + i * ((ageAxis.right - ageAxis.left) / ageAxis.steps) + 10;
    const height = Math.max(3, (all / most) * barHeight);
    const dark = within === undefined ? height : (late / all) * height;
    return [
      html`<rect class="${severity} faint" x="${x}" y="${(base - height).toFixed(1)}" width="60" height="${(height - dark).toFixed(1)}"></rect>`,
      html`<rect class="${severity}" x="${x}" y="${(base - dark).toFixed(1)}" width="60" height="${dark.toFixed(1)}"></rect>`,
      html`<text text-anchor="middle" x="${x + 30}" y="${(base - height - 5).toFixed(1)}">${all}</text>`,
    ];
  });
  const words = ageAxis.right + 16;
  return html`<text class="name ${severity}" x="0" y="${base - 4}">${severity}</text>
<rect class="line" x="${ageAxis.left}" y="${base}" width="${ageAxis.right - ageAxis.left}" height="1"></rect>${bars}${dueLine(within, y + 12, base)}
<text x="${words}" y="${base - 22}">${plural(open, 'open finding')}</text>
<text x="${words}" y="${base - 4}">${within === undefined ? '' : `${overdue} overdue, due within ${spanOf(within)}`}</text>
`;
}

/** Where the deadline lies among the ages. */
export function dueLine(within: number | undefined, from: number, to: number): Markup | undefined {
  if (within === undefined) return undefined;
  const x = xOf(within / minutesOfDay).toFixed(1);
  return html`<line class="due" x1="${x}" x2="${x}" y1="${from}" y2="${to}"></line>`;
}
