import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { outputSchema } from '#app/output-schema';
import { layOut } from '#report/columns';
import { forCsv } from '#report/csv';
import { forHtml } from '#report/html';
import { reportOf } from '#report/model';
import { outputOf } from '#report/output';
import { forScreen } from '#report/terminal';
import { rules } from '#rules/catalog.gen';
import { findingWith, scanWith } from './sample.ts';

const low = findingWith('f-low', { severity: 'low', rule: 'k8s-run-as-root' });
const waived = findingWith('f-waived', { status: 'waived' });
const scan = scanWith([low, findingWith('f-open'), waived]);
const report = reportOf(scan, rules);
const screen = { width: 120, colour: false, unicode: true, wide: false };

describe('the report', () => {
  it('puts the gravest first, and counts what is open', () => {
    expect(report.rows.map(({ finding }) => finding.id)).toEqual(['f-open', 'f-waived', 'f-low']);
    expect(report.open).toEqual({ critical: 1, high: 0, medium: 0, low: 1 });
  });
  it('says in one sentence what is open and what could not be said', () => {
    expect(report.headline).toBe(
      '1 critical finding and 0 high findings are open; 2 checks could not be made, and 1 target could not be read.',
    );
    const clean = { ...scanWith([]), gaps: [], targets: [], totals: { ...scan.totals, unknown: 0 } };
    expect(reportOf(clean, rules).headline).toBe('Nothing critical or high is open.');
  });
  it('is incomplete while a gap exists or it was interrupted', () => {
    expect(report.incomplete).toBe(true);
    expect(reportOf(scanWith([], { gaps: [] }), rules).incomplete).toBe(false);
    expect(reportOf(scanWith([], { gaps: [], interrupted: true }), rules).incomplete).toBe(true);
  });
  it('is the same for the same scan in another order', () => {
    const shuffled = { ...scan, findings: scan.findings.toReversed() };
    expect(forHtml(reportOf(shuffled, rules))).toBe(forHtml(report));
    expect(forCsv(reportOf(shuffled, rules))).toBe(forCsv(report));
  });
});

describe('the terminal', () => {
  it('shows rows, totals, coverage and what to do next', () => {
    const shown = forScreen(report, screen, { html: 'out/report.html' });
    expect(shown).toContain('CRITICAL         f-open');
    expect(shown).toContain('CRITICAL waived  f-waived');
    expect(shown).toContain('2 open · 3 passed · 2 unknown · 1 not applicable');
    expect(shown).toContain('INCOMPLETE: 1 of 2 targets unread, 1 partly read   coverage 71 %');
    expect(shown).toContain('report   out/report.html');
    expect(shown).toContain('shoalwatch explain eks-endpoint-public-cidr-open');
    expect(shown).toContain('shoalwatch doctor   (ec2:DescribeVolumes is missing)');
  });
  it('fits the width, and shows everything when it is asked to', () => {
    const many = reportOf(scanWith(Array.from({ length: 30 }, (_, i) => findingWith(`f-${i}`))), rules);
    const shown = forScreen(many, screen);
    expect(Math.max(...shown.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
    expect(shown).toContain('… 10 more (critical 10): --wide');
    expect(forScreen(many, { ...screen, wide: true })).not.toContain('more (');
  });
  it('colours the severity only, and keeps to ASCII where it has to', () => {
    expect(forScreen(report, { ...screen, colour: true })).toContain('\u001b[31mCRITICAL\u001b[0m');
    expect(forScreen(report, { ...screen, unicode: false })).toMatch(/2 open - 3 passed/);
  });
  it('shows how old a finding is once something is older than this scan', () => {
    expect(forScreen(report, screen)).toContain('1 d ago');
    const first = reportOf(scanWith([findingWith('f-new', { firstSeen: scan.startedAt })]), rules);
    expect(forScreen(first, screen)).not.toContain('SINCE');
  });
  it('lays columns out: wide ones give way first, by words or in the middle', () => {
    const columns = [{ head: 'A' }, { head: 'B', shrink: 'middle' as const }, { head: 'C', shrink: 'wrap' as const }];
    const lines = layOut(columns, [['aaa', 'b'.repeat(40), 'one two three four five six seven']], 40);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(40);
    expect(lines.join(' ')).toContain('…');
    expect(
      lines
        .map((line) =>
          line
            .trim()
            .split(/\s{2,}/)
            .at(-1),
        )
        .join(' '),
    ).toContain('three');
  });
});

describe('machine-readable output', () => {
  it('meets its own schema, with and without verdicts', () => {
    const check = new Ajv2020({ strict: false, validateFormats: false }).compile(z.toJSONSchema(outputSchema));
    for (const verdicts of [true, false]) {
      const document = outputOf(scan, { verdicts });
      expect(check(JSON.parse(JSON.stringify(document))), JSON.stringify(check.errors)).toBe(true);
      expect('verdicts' in document).toBe(verdicts);
    }
  });
  it('leaves out history where nothing remembers', () => {
    expect(JSON.stringify(outputOf(scan, { verdicts: false }))).toContain('firstSeen');
    expect(JSON.stringify(outputOf({ ...scan, followed: false }, { verdicts: false }))).not.toContain('firstSeen');
  });
  it('makes secrets unreadable', () => {
    const secret = findingWith('f-s', { message: 'Bearer abcdefghijklmnopqrstuvwxyz0123456789' });
    expect(JSON.stringify(outputOf(scanWith([secret]), { verdicts: true }))).not.toContain('abcdefghijklmnop');
    expect(forHtml(reportOf(scanWith([secret]), rules))).not.toContain('abcdefghijklmnop');
  });
});

describe('the HTML report', () => {
  const page = forHtml(report);
  it('asks for nothing from outside', () => {
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed)\b/i);
    expect(page).not.toMatch(/\b(?:src|href)="?https?:/i);
    expect(page).not.toMatch(/@import|url\(/);
  });
  it('has one main heading, tables with scopes, and both colour schemes', () => {
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<th>/);
    expect(page).toContain('prefers-color-scheme:dark');
    expect(page).toContain('@media print');
  });
  it('shows the first 500 findings without a script and stays under 2 MB for 2,000', () => {
    const many = forHtml(reportOf(scanWith(Array.from({ length: 2000 }, (_, i) => findingWith(`f-${i}`))), rules));
    expect(many.match(/<details class="finding"/g)).toHaveLength(500);
    expect(Buffer.byteLength(many) / 1e6).toBeLessThan(2);
  });
});
