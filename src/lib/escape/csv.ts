import { showControls, withoutInvisible } from './invisible.ts';

/** What begins a formula in some spreadsheet, full-width and small variants and the minus sign included. */
const formula = String.raw`=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212`;

const formulaAtStart = new RegExp(`^[\\s"']*[${formula}]`);

/** What parts the cells of a file, and what a spreadsheet may take for it instead. */
export type Delimiter = ',' | ';';

/** Where a spreadsheet that separates by the other one, or that does not honour the quotes, begins another cell. */
const formulaInside = {
  ',': new RegExp(`([;\\n]["'\\p{Zs}]*)(?=[${formula}])`, 'gu'),
  ';': new RegExp(`([,\\n]["'\\p{Zs}]*)(?=[${formula}])`, 'gu'),
} as const;

/**
 * For one text cell of a CSV or spreadsheet file; the writer adds the quotes. The danger: a cell that begins with `=`,
 * `+`, `-`, `@`, a tab or a carriage return is run as a formula, which can fetch addresses and start programs. Such a
 * cell gets a leading apostrophe, which spreadsheets take as "this is text", and so does each place inside from which a
 * reader that splits otherwise would begin a cell. Tabs become spaces. Numbers must not come through here: `-5` would
 * become text.
 */
export function forCsv(text: string, delimiter: Delimiter = ','): string {
  const visible = withoutInvisible(text);
  const guarded = showControls(visible.replaceAll('\t', ' ').replace(formulaInside[delimiter], "$1'"), '\n');
  return formulaAtStart.test(visible) || /^[\t\r\n]/.test(visible) ? `'${guarded}` : guarded;
}
