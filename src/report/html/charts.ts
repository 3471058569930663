import { clip } from '#lib/text';
import { severities } from '#model';
import type { Report } from '../model.ts';
import { html, type Markup } from './markup.ts';

const rowHeight = 26;
const left = 330;
const wide = 520;

interface Part {
  readonly kind: string;
  readonly n: number;
}

interface Bar {
  readonly name: string;
  readonly parts: readonly Part[];
}

const most = 20;

/** Open findings per cluster or target, by severity; the table beside it says the same in words. */
export function placesChart({ places }: Report): Markup {
  const bars = places.slice(0, most).map(({ name, open }) => ({
    name,
    parts: severities.map((severity) => ({ kind: severity, n: open[severity] })),
  }));
  const rest = places.length - bars.length;
  return html`${chart('Open findings by cluster or target', bars)}${rest > 0 ? html`<p class="soft">and ${rest} more</p>` : undefined}`;
}

function chart(title: string, bars: readonly Bar[]): Markup {
  if (bars.length === 0) return html`<p class="soft">Nothing to show.</p>`;
  const longest = Math.max(1, ...bars.map(totalOf));
  const rows = bars.map((bar, i) => barOf(bar, i * rowHeight, wide / longest));
  return html`<div class="chart"><svg role="img" aria-label="${title}" viewBox="0 0 ${left + wide + 250} ${bars.length * rowHeight}" width="100%">${rows}</svg></div>`;
}

const totalOf = ({ parts }: Bar): number => parts.reduce((sum, { n }) => sum + n, 0);

function barOf(bar: Bar, y: number, scale: number): Markup {
  let x = left;
  const rects = bar.parts
    .filter(({ n }) => n > 0)
    .map(({ kind, n }) => {
      const width = Math.max(2, n * scale);
      const rect = html`<rect class="${kind}" x="${x.toFixed(1)}" y="${y + 4}" width="${width.toFixed(1)}" height="18"><title>${bar.name}: ${n} ${kind}</title></rect>`;
      x += width;
      return rect;
    });
  const words = bar.parts.filter(({ n }) => n > 0).map(({ kind, n }) => `${n} ${kind}`);
  return html`<text x="0" y="${y + 18}">${clip(bar.name, 44)}</text>${rects}<text x="${(x + 8).toFixed(1)}" y="${y + 18}">${words.join(', ')}</text>
`;
}
