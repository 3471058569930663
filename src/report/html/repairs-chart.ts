import { severities, type Severity, type Sla } from '#model';
import { plural } from '#lib/text';
import type { Report } from '../model.ts';
import { lengthWords } from '../period/words.ts';
import { ageAxis, stepNames, xOf } from './age-axis.ts';
import { dueLine } from './ages-chart.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const rowHeight = 40;
const secondsOfDay = 86_400;

/** How long findings had been open that were put right, by severity; nothing where none was, or nobody looked it up. */
export function repairsChart({ past, deadlines }: Report): Markup | undefined {
  const repairs = past?.repairs;
  if (!repairs) return undefined;
  const named = severities.flatMap((severity) => {
    const { repaired, meanSeconds, medianSeconds, longestSeconds } = repairs[severity];
    if (meanSeconds === undefined || medianSeconds === undefined || longestSeconds === undefined) return [];
    return [{ severity, repaired, mean: meanSeconds, median: medianSeconds, longest: longestSeconds }];
  });
  if (named.length === 0) return undefined;
  const height = named.length * rowHeight + 22;
  const rows = named.map((it, i) => rowOf(it, i * rowHeight, deadlines?.sla));
  const cells = named.map(({ severity, repaired, mean, median, longest }) => {
    return [severity, repaired, lengthWords(mean), lengthWords(median), lengthWords(longest)] as const;
  });
  return html`<h3>Time to put right, in the last 90 days</h3>
    <div class="chart"><svg role="img" aria-label="Time to put findings right by severity" viewBox="0 0 ${ageAxis.width} ${height}" width="100%">${rows}${stepNames(height - 4)}</svg></div>
    <p class="soft">The bar ends at the median, the line at the longest. What the policy closed and what is gone is not counted.</p>
    <details><summary>The same as a table</summary>${table(['Severity', 'Put right', 'Mean', 'Median', 'Longest'], cells)}</details>`;
}

interface Repairs {
  readonly severity: Severity;
  readonly repaired: number;
  readonly median: number;
  readonly longest: number;
}

function rowOf({ severity, repaired, median, longest }: Repairs, y: number, sla: Sla | undefined): Markup {
  const { left, right } = ageAxis;
  const [middle, end] = [median, longest].map((seconds) => xOf(seconds / secondsOfDay) - left);
  return html`<text class="name ${severity}" x="0" y="${y + 24}">${severity}</text>
<rect class="${severity} faint" x="${left}" y="${y + 18}" width="${(end ?? 0).toFixed(1)}" height="4"></rect>
<rect class="${severity}" x="${left}" y="${y + 12}" width="${Math.max(2, middle ?? 0).toFixed(1)}" height="16"></rect>${dueLine(sla?.[severity], y + 4, y + 36)}
<text x="${right + 16}" y="${y + 24}">${plural(repaired, 'finding')}, median ${lengthWords(median)}</text>
`;
}
