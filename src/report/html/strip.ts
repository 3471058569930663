import { standings, type FrameworkPage, type RequirementRow, type Standing } from '../requirements.ts';
import { html, type Markup } from './markup.ts';

const size = 17;
const gap = 3;
const between = 8;
const width = 1100;

const marks: Readonly<Record<Standing, readonly [className: string, glyph: string]>> = {
  'not met': ['critical', '✕'],
  waived: ['medium', 'w'],
  'not assessed': ['unread', '?'],
  met: ['ok', '✓'],
  manual: ['line', '–'],
};

/** What the marks of the strips say. */
export const stripLegend = standings.map((it) => `${marks[it][1]} ${it}`).join(', ');

/** Every requirement of a framework as one small square, a space between chapters; the table beside it says the same in words. */
export function strip({ title, rows }: Pick<FrameworkPage, 'title' | 'rows'>): Markup {
  const squares = placed(rows);
  const height = Math.max(...squares.map(({ y }) => y)) + size;
  const drawn = standings.flatMap((standing) => {
    const own = squares.filter((it) => it.standing === standing);
    return own.length === 0 ? [] : [marksOf(standing, own)];
  });
  return html`<div class="chart strip"><svg role="img" aria-label="Requirements of ${title} by how they stand" viewBox="0 0 ${width} ${height}" width="100%">${drawn}</svg></div>`;
}

interface Square {
  readonly x: number;
  readonly y: number;
  readonly standing: Standing;
}

/** One path and one text for all squares that look alike: a page has thousands of them. */
function marksOf(standing: Standing, squares: readonly Square[]): Markup {
  const [className, glyph] = marks[standing];
  const path = squares.map(({ x, y }) => `M${x} ${y}h${size}v${size}h-${size}z`).join('');
  const lines = [...Map.groupBy(squares, ({ y }) => y)].map(
    ([y, own]) =>
      html`<text class="mark ${className}-mark" y="${y + 12.5}" x="${own.map(({ x }) => x + size / 2).join(' ')}">${glyph.repeat(own.length)}</text>`,
  );
  return html`<path class="${className}" d="${path}"></path>${lines}`;
}

function placed(rows: readonly RequirementRow[]): readonly Square[] {
  let [x, y] = [0, 0];
  let chapter = rows[0] && chapterOf(rows[0]);
  return rows.map((row) => {
    if (chapterOf(row) !== chapter) x += between;
    chapter = chapterOf(row);
    if (x + size > width) [x, y] = [0, y + size + gap];
    const square = { x, y, standing: row.standing };
    x += size + gap;
    return square;
  });
}

/** `5` of `5.4.1`; requirements that have names instead of numbers are one chapter. */
const chapterOf = ({ id }: RequirementRow): string => /^[A-Z]*\d+/i.exec(id)?.[0] ?? '';
