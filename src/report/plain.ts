import { forCiLog } from '#lib/escape/ci-log';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Finding } from '#model';
import { dueWords, timedBy } from './deadlines.ts';
import type { Report } from './model.ts';

/** A table for other programs: a line each, cells parted by tabs, nothing shortened. */
export const plainTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  forCiLog([head, ...rows].map((row) => `${row.map(forTerminalLine).join('\t')}\n`).join(''));

/** The findings of a scan as such a table; by when they are due stands behind the rest, where the policy says so. */
export function plainFindings({ rows, deadlines }: Report): string {
  const due = (finding: Finding): readonly string[] => {
    const timed = timedBy(deadlines, finding);
    return timed === undefined ? [] : [dueWords(timed)];
  };
  const cells = rows.map(({ finding }) => {
    const { severity, status, id, rule, resource, key = '', message } = finding;
    const named = [severity, status, id, rule, resource.name, resource.target];
    return [...named, resource.id, key, message, ...due(finding)];
  });
  const head = ['SEV', 'STATUS', 'FINDING', 'RULE', 'RESOURCE', 'TARGET', 'ID', 'KEY', 'FOUND'];
  return plainTable([...head, ...(deadlines ? ['DUE'] : [])], cells);
}
