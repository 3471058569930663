import { html, type Markup } from '../html/markup.ts';
import type { CoverageDay } from './model.ts';
import { percentWords } from './words.ts';

const rowHeight = 22;
const left = 110;
const wide = 620;

/** More days than these are a wall: the table of runs has all of them. */
const most = 62;

/** How much was judged on each day, the last ones of a long period; a day without a run is empty, and says so. */
export function daysChart(days: readonly CoverageDay[]): Markup {
  const shown = days.slice(-most);
  const rest = days.length - shown.length;
  const rows = shown.map((it, i) => row(it, i * rowHeight));
  return html`<div class="chart"><svg role="img" aria-label="Coverage by day" viewBox="0 0 ${left + wide + 150} ${shown.length * rowHeight}" width="100%">${rows}</svg></div>
    ${rest > 0 ? html`<p class="soft">${rest} days before are in the table.</p>` : undefined}`;
}

function row({ day, runs, coverage }: CoverageDay, y: number): Markup {
  const words = runs === 0 ? 'no run' : coverage === undefined ? 'not kept' : percentWords(coverage);
  const judged = (coverage ?? 0) * wide;
  const bars =
    coverage === undefined
      ? [html`<rect class="line" x="${left}" y="${y + 9}" width="${wide}" height="2"></rect>`]
      : [
          html`<rect class="ok" x="${left}" y="${y + 3}" width="${judged.toFixed(1)}" height="15"></rect>`,
          html`<rect class="unread" x="${(left + judged).toFixed(1)}" y="${y + 3}" width="${(wide - judged).toFixed(1)}" height="15"></rect>`,
        ];
  return html`<text x="0" y="${y + 15}">${day}</text>${bars}<text x="${left + wide + 8}" y="${y + 15}">${words}</text>
`;
}
