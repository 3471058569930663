import { stringify } from 'csv-stringify/sync';
import { forCsv as cell, type Delimiter } from '#lib/escape/csv';
import { onOneLine } from '#lib/escape/invisible';
import { redactSecrets } from '#lib/text';

/** A table of texts, with a head for each column. */
export interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table as CSV (RFC 4180, UTF-8): each row on one line, formulas neutralised, secrets made unreadable. */
export function csvTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: Delimiter = ',',
): string {
  const cells = rows.map((row) => row.map((text) => cell(onOneLine(redactSecrets(text)), delimiter)));
  return stringify([heads, ...cells], { quoted: true, record_delimiter: '\r\n', delimiter });
}
