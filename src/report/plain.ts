import { forCiLog } from '#lib/escape/ci-log';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Report } from './model.ts';

/** A table for other programs: a line each, cells parted by tabs, nothing shortened. */
export const plainTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  forCiLog([head, ...rows].map((row) => `${row.map(forTerminalLine).join('\t')}\n`).join(''));

/** The findings of a scan as such a table. */
export function plainFindings({ rows }: Report): string {
  const cells = rows.map(({ finding: { severity, status, id, rule, resource, key = '', message } }) => [
    ...[severity, status, id, rule, resource.name, resource.target],
    ...[resource.id, key, message],
  ]);
  return plainTable(['SEV', 'STATUS', 'FINDING', 'RULE', 'RESOURCE', 'TARGET', 'ID', 'KEY', 'FOUND'], cells);
}
