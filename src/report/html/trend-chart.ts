import { formatDate } from '#lib/time';
import type { Report } from '../model.ts';
import type { Past } from '../period/past.ts';
import { percentWords } from '../period/words.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const left = 44;
const right = 960;
const top = 14;
const bottom = 174;

const drawn = ['critical', 'high'] as const;

/** One UTC day as its last run left it; without a count nobody looked, or it was not kept. */
interface Day {
  readonly day: string;
  readonly runs: number;
  readonly coverage?: number;
  readonly open?: Readonly<Record<(typeof drawn)[number], number>>;
}

/** Open critical and high findings day by day, days on which nobody looked shaded; nothing before there are two to compare. */
export function trendSection({ past }: Report): Markup | undefined {
  const days = past ? daysOf(past) : [];
  if (days.filter(({ open }) => open !== undefined).length < 2) return undefined;
  const most = Math.max(1, ...days.flatMap(({ open }) => (open ? drawn.map((it) => open[it]) : [])));
  const rows = days.map(({ day, runs, coverage, open }) => {
    const share = coverage === undefined ? 'not kept' : percentWords(coverage);
    return [day, ...drawn.map((it) => open?.[it] ?? '?'), runs === 0 ? 'no run' : share, runs] as const;
  });
  return html`<section><h2>Over time</h2>
    <div class="chart"><svg role="img" aria-label="Open critical and high findings by day" viewBox="0 0 1100 204" width="100%">${gaps(days)}${frame(most)}${drawn.map((it) => curve(it, days, most))}${names(days, most)}${ticks(days)}</svg></div>
    <p class="soft">What the last run of each day left open. Nobody looked on shaded days.</p>
    <details><summary>The same as a table</summary>${table(['Day', 'Open critical', 'Open high', 'Coverage', 'Runs'], rows)}</details></section>`;
}

/** The days from the first one on which anybody looked. */
function daysOf({ days, coverage }: Past): readonly Day[] {
  const byDay = Map.groupBy(coverage, ({ at }) => formatDate(at));
  const first = days.findIndex(({ runs }) => runs > 0);
  return days.slice(Math.max(0, first)).map((it) => {
    const open = byDay.get(it.day)?.at(-1)?.open;
    return { ...it, ...(open && { open }) };
  });
}

const wide = (days: readonly Day[]): number => (right - left) / days.length;

const middleOf = (days: readonly Day[], i: number): string => (left + (i + 0.5) * wide(days)).toFixed(1);

const yOf = (n: number, most: number): string => (bottom - (n / most) * (bottom - top)).toFixed(1);

const gaps = (days: readonly Day[]): readonly Markup[] =>
  days.flatMap(({ runs }, i) =>
    runs > 0
      ? []
      : [
          html`<rect class="unread faint" x="${(left + i * wide(days)).toFixed(1)}" y="${top}" width="${wide(days).toFixed(1)}" height="${bottom - top}"></rect>`,
        ],
  );

const frame = (most: number): readonly Markup[] =>
  [...new Set([0, Math.round(most / 2), most])].map((n) => {
    const y = yOf(n, most);
    return html`<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"></line><text class="tick" text-anchor="end" x="${left - 8}" y="${Number(y) + 4}">${n}</text>`;
  });

/** A line from day to day, broken where nobody looked; a day between two such days is a dot. */
function curve(kind: (typeof drawn)[number], days: readonly Day[], most: number): Markup {
  const steps: string[] = [];
  const dots: Markup[] = [];
  for (const [i, { open }] of days.entries()) {
    if (!open) continue;
    const [x, y] = [middleOf(days, i), yOf(open[kind], most)];
    const goesOn = days[i - 1]?.open !== undefined;
    if (!goesOn && !days[i + 1]?.open) dots.push(html`<circle class="${kind}" cx="${x}" cy="${y}" r="3.5"></circle>`);
    else steps.push(`${goesOn ? 'L' : 'M'}${x} ${y}`);
  }
  return html`<path class="curve ${kind}" d="${steps.join('')}"></path>${dots}`;
}

/** Which line is which, where it ends; two that end beside each other stand one above the other. */
function names(days: readonly Day[], most: number): readonly Markup[] {
  const open = days.findLast((it) => it.open)?.open;
  if (!open) return [];
  const [critical, high] = [Number(yOf(open.critical, most)), Number(yOf(open.high, most))];
  const isNear = Math.abs(critical - high) < 18;
  const shift = isNear ? (critical <= high ? -9 : 9) : 0;
  const places = { critical: critical + shift, high: high - shift };
  return drawn.map(
    (it) =>
      html`<text class="name ${it}" x="${right + 10}" y="${(places[it] + 4).toFixed(1)}">${open[it]} ${it}</text>`,
  );
}

function ticks(days: readonly Day[]): readonly Markup[] {
  const count = Math.min(6, days.length);
  const at = Array.from({ length: count }, (_, i) => Math.round((i * (days.length - 1)) / Math.max(1, count - 1)));
  return at.map(
    (i) =>
      html`<text class="tick" text-anchor="middle" x="${middleOf(days, i)}" y="${bottom + 20}">${days[i]?.day ?? ''}</text>`,
  );
}
