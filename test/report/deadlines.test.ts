import { describe, expect, it } from 'vitest';
import { outputSchema } from '#app/output-schema';
import type { Finding } from '#model';
import { forCsv } from '#report/csv';
import { forHtml } from '#report/html';
import { reportOf, type Report } from '#report/model';
import { outputOf } from '#report/output';
import { plainFindings } from '#report/plain';
import { forScreen } from '#report/terminal';
import { rules } from '#rules/catalog.gen';
import { cellsOf } from '../lib/escape/readers.ts';
import { findingWith, scanWith } from './sample.ts';

const at = '2026-11-04T00:00:00.000Z';
const deadlines = { sla: { critical: 24 * 60, high: 7 * 24 * 60 }, at };
const findings: readonly Finding[] = [
  findingWith('f-late'),
  findingWith('f-soon', { severity: 'high' }),
  findingWith('f-never', { severity: 'low' }),
  findingWith('f-waived', { status: 'waived', waiver: { id: 'w', until: '2027-01-01T00:00:00.000Z' } }),
  findingWith('f-announced', { status: 'announced' }),
];
const scan = scanWith(findings);
const bare: Report = reportOf(scan, rules);
const timed: Report = { ...bare, deadlines };
const due = { late: '2026-11-02T00:00:00.000Z', soon: '2026-11-08T00:00:00.000Z' };
const screen = { width: 160, colour: false, unicode: false, wide: false };

const csvOf = (report: Report) => {
  const [heads = [], ...rows] = cellsOf(forCsv(report).replaceAll('\r\n', '\n'), ',', true);
  return rows
    .filter((row) => row.length === heads.length)
    .map((row) => ['finding_id', 'age_days', 'due', 'overdue'].map((head) => row[heads.indexOf(head)]));
};

describe('by when findings are due', () => {
  it('JSON says it in a document of the schema', () => {
    const document = outputSchema.parse(outputOf(scan, { verdicts: false, deadlines }));
    expect(document.findings.map(({ id, ageDays, due: by, overdue }) => [id, ageDays, by, overdue])).toEqual([
      ...[
        ['f-late', 3, due.late, true],
        ['f-soon', 3, due.soon, false],
      ],
      ...['f-never', 'f-waived', 'f-announced'].map((id) => [id, 3, undefined, undefined]),
    ]);
  });
  it('CSV has it in columns that are always there', () => {
    expect(csvOf(timed)).toEqual(
      expect.arrayContaining([
        ['f-late', '3', due.late, 'true'],
        ['f-soon', '3', due.soon, 'false'],
        ['f-waived', '3', '', ''],
      ]),
    );
    expect(csvOf(bare).map(([, ...rest]) => rest)).toEqual(findings.map(() => ['', '', '']));
  });
  it('the cells for other programs end with it', () => {
    const [head, first] = plainFindings(timed).split('\n');
    expect([head?.split('\t').at(-1), first?.split('\t').at(-1)]).toEqual(['DUE', expect.any(String)]);
    expect(plainFindings(timed)).toContain('\t2026-11-02 00:00 UTC, overdue\n');
  });
  it('a terminal and the page count what is overdue', () => {
    expect(forScreen(timed, screen)).toContain('1 overdue (1 critical)');
    expect(forHtml(timed)).toContain('<b class="high">1</b>overdue');
    expect(forHtml(timed)).toContain('<dt>Due</dt><dd>2026-11-02 00:00 UTC, overdue</dd>');
    const calm = { ...timed, deadlines: { ...deadlines, at: '2026-11-01T01:00:00.000Z' } };
    expect(forScreen(calm, screen)).toContain('nothing overdue');
    expect(forHtml(calm)).toContain('<b class="ok">0</b>overdue');
  });
  it('nothing is said of it where the policy has no deadlines', () => {
    const said = [JSON.stringify(outputOf(scan, { verdicts: false })), plainFindings(bare), forScreen(bare, screen)];
    for (const text of said) expect(text).not.toMatch(/overdue|\bdue\b|ageDays/i);
    expect(forHtml(bare)).not.toContain('</b>overdue');
  });
});
