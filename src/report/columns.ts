import stringWidth from 'string-width';
import { middle } from '#lib/text';

/** One column of a table: its head, how it gives way when the line is too long, and how narrow it can get. */
export interface Column {
  readonly head: string;
  readonly shrink?: 'middle' | 'wrap';
  readonly least?: number;
}

const gap = '  ';

/** Lays rows out in columns that fit a width: wide columns give way first, by words or in the middle. */
export function layOut(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const widths = fit(columns, naturalWidths(columns, rows), width);
  const line = (cells: readonly string[]): string[] => {
    const parts = cells.map((cell, i) => partsOf(cell, columns[i]?.shrink, widths[i] ?? 0));
    const height = Math.max(...parts.map(({ length }) => length));
    return Array.from({ length: height }, (_, y) =>
      parts
        .map((own, i) => pad(own[y] ?? '', widths[i] ?? 0))
        .join(gap)
        .trimEnd(),
    );
  };
  return [columns.map(({ head }) => head), ...rows].flatMap(line);
}

const naturalWidths = (columns: readonly Column[], rows: readonly (readonly string[])[]): number[] =>
  columns.map(({ head }, i) => Math.max(stringWidth(head), ...rows.map((row) => stringWidth(row[i] ?? ''))));

function fit(columns: readonly Column[], natural: readonly number[], width: number): readonly number[] {
  const widths = [...natural];
  const total = (): number => widths.reduce((sum, one) => sum + one, gap.length * (widths.length - 1));
  while (total() > width) {
    const shrinkable = columns.flatMap(({ shrink, least = 8 }, i) =>
      shrink !== undefined && (widths[i] ?? 0) > least ? [i] : [],
    );
    const widest = shrinkable.sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    if (widest === undefined) return widths;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function partsOf(cell: string, shrink: Column['shrink'], width: number): readonly string[] {
  if (stringWidth(cell) <= width || shrink === undefined) return [cell];
  return shrink === 'middle' ? [middle(cell, width)] : wrap(cell, width);
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((one) => chop(one, width))) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(last) + 1 + stringWidth(word) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

const chop = (word: string, width: number): string[] =>
  stringWidth(word) <= width ? [word] : (word.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [word]);

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));
