import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { reportOf, type Report } from '#report/model';
import { redactReport } from '#report/redact/report';
import { redactions } from '#report/redact/words';
import { forXlsx } from '#report/xlsx';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import { hostileStrings } from '../support/hostile.ts';
import { hostileScan } from '../support/hostile-scan.ts';
import { findingWith, scanWith } from './sample.ts';

interface Read {
  readonly cells: readonly (readonly string[])[];
  /** What stands in the sheet beside texts: kinds of cells and elements. */
  readonly kinds: ReadonlySet<string>;
}

/** What a reader of XML takes from the sheets of a workbook. */
function sheetsIn(workbook: Uint8Array): Readonly<Record<string, Read>> {
  const files = unzipSync(workbook);
  const names: string[] = [];
  parse(files, 'xl/workbook.xml', {
    open: (name, attributes) => name === 'sheet' && names.push(attributes['name'] ?? ''),
  });
  return Object.fromEntries(
    names.map((name, at) => {
      const cells: string[][] = [];
      const kinds = new Set<string>();
      parse(files, `xl/worksheets/sheet${at + 1}.xml`, {
        open(element, { t = '' }) {
          kinds.add(element === 'c' ? `c ${t}` : element);
          if (element === 'row') cells.push([]);
          if (element === 'c') cells.at(-1)?.push('');
        },
        text(text, element) {
          const row = cells.at(-1);
          if (row && element === 't') row[row.length - 1] = `${row.at(-1) ?? ''}${text}`;
        },
      });
      return [name, { cells, kinds }];
    }),
  );
}

interface Handlers {
  open(name: string, attributes: Readonly<Record<string, string>>): unknown;
  text?(text: string, element: string): void;
}

function parse(files: Readonly<Record<string, Uint8Array>>, path: string, { open, text }: Handlers): void {
  const parser = new SaxesParser();
  const within: string[] = [];
  parser.on('opentag', ({ name, attributes }) => {
    within.push(name);
    open(name, attributes);
  });
  parser.on('closetag', () => within.pop());
  parser.on('text', (it) => text?.(it, within.at(-1) ?? ''));
  parser.write(strFromU8(files[path] ?? expect.fail(`no ${path}`))).close();
}

const found = findingWith('f-0123456789', {
  message: 'It is open.',
  evidence: [{ at: 'logging', actual: [1], expected: 'all' }],
  change: {
    eventId: 'e-1',
    call: 'UpdateClusterConfig',
    origin: 'console',
    actor: 'ana',
    at: '2026-11-01T00:00:00.000Z',
  },
});
const report: Report = { ...reportOf(scanWith([found]), rules, frameworks), waivers: [] };
const textsOnly = ['worksheet', 'sheetViews', 'sheetView', 'pane', 'sheetData', 'row', 'c inlineStr', 'is', 't'];

describe('a workbook', () => {
  it('has a sheet for each part of the report, with heads', () => {
    const sheets = sheetsIn(forXlsx(report));
    expect(Object.keys(sheets)).toEqual([
      ...['Summary', 'Requirements', 'Findings', 'Waivers', 'Coverage', 'Gaps', 'Changes', 'Evidence'],
    ]);
    expect(sheets['Findings']?.cells[0]?.slice(0, 4)).toEqual(['finding_id', 'status', 'severity', 'rule']);
    expect(sheets['Findings']?.cells[1]?.[0]).toBe(found.id);
    expect(sheets['Requirements']?.cells.length).toBe(1 + frameworksLines);
    expect(sheets['Changes']?.cells[1]?.slice(3)).toEqual([
      'ana',
      'UpdateClusterConfig',
      ...['2026-11-01T00:00:00.000Z', 'console', 'e-1'],
    ]);
    expect(sheets['Evidence']?.cells.slice(1)).toEqual([
      [found.id, found.rule, found.resource.id, 'logging', '[1]', '"all"'],
    ]);
    expect(sheets['Summary']?.cells[1]).toEqual(['answer', report.headline]);
    expect(Object.keys(sheetsIn(forXlsx(reportOf(scanWith([]), rules))))).not.toContain('Waivers');
  });
  it('is the same bytes for the same report, in any time zone', () => {
    const before = process.env['TZ'];
    const made = ['UTC', 'Asia/Tokyo', 'America/St_Johns'].map((zone) => {
      process.env['TZ'] = zone;
      return Buffer.from(forXlsx(report)).toString('base64');
    });
    process.env['TZ'] = before;
    expect(new Set(made).size).toBe(1);
  });
  it('holds nothing but texts, whatever a name says, and stays one document', () => {
    for (const text of hostileStrings()) {
      for (const [name, { cells, kinds }] of Object.entries(sheetsIn(forXlsx(reportOf(hostileScan(text), rules))))) {
        expect(
          [...kinds].filter((it) => !textsOnly.includes(it)),
          `${name} ${text}`,
        ).toEqual([]);
        const formulas = cells.flat().filter((it) => /^[\s"]*[=+\-@＝＋－＠]|^[\t\r]/u.test(it));
        expect(formulas, `${name} ${text}`).toEqual([]);
      }
    }
  });
  it('takes no word for the number of a character, and cuts what no cell holds', () => {
    const [odd, long] = ['_x003D_1+1', 'é'.repeat(40_000)].map((message) => {
      const made = forXlsx(reportOf(scanWith([findingWith('f-1', { message })]), rules));
      return sheetsIn(made)['Findings']?.cells[1]?.[11] ?? '';
    });
    expect(odd).toBe('_x005F_x003D_1+1');
    expect([long?.length, long?.endsWith('…')]).toEqual([32_001, true]);
  });
  it('holds no name that a redacted report does not', () => {
    const veil = { kinds: new Set(redactions), salt: '0123456789abcdef' };
    const cells = Object.values(sheetsIn(forXlsx(redactReport(report, veil)))).flatMap((it) => it.cells.flat());
    expect(cells.join('\n')).not.toContain(found.resource.name);
    expect(cells.join('\n')).not.toMatch(/\bana\b/);
  });
});

const frameworksLines = report.frameworks.reduce((sum, { rows }) => sum + rows.length, 0);
