import stringWidth from 'string-width';
import { layOut, type Column } from './columns.ts';
import { fold } from './fold.ts';

/** A table; where the width does not hold its columns, each row becomes a few lines without a head. */
export function tableIn(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const table = layOut(columns, rows, width);
  if (table.every((line) => stringWidth(line) <= width)) return table;
  return rows.flatMap((row) => stack(row, width));
}

/** As many cells as fit on a line; the others on lines of their own below. */
function stack(cells: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const cell of cells.filter((it) => it !== '')) {
    const last = lines.at(-1);
    const joined = `${last ?? ''}  ${cell}`;
    if (last !== undefined && stringWidth(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(...fold(last === undefined ? cell : `  ${cell}`, width, 0));
  }
  return lines;
}
