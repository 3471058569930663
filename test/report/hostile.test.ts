import { describe, expect, it } from 'vitest';
import { forCsv } from '#report/csv';
import { forHtml } from '#report/html';
import { forJunit } from '#report/junit';
import { forMarkdownPage } from '#report/markdown';
import { reportOf, type Report } from '#report/model';
import { outputOf } from '#report/output';
import { plainFindings } from '#report/plain';
import { forScreen } from '#report/terminal';
import { forJson } from '#lib/escape/json';
import { rules } from '#rules/catalog.gen';
import { hostileStrings } from '../support/hostile.ts';
import { hostileScan } from '../support/hostile-scan.ts';

const strings = hostileStrings();
const screen = { width: 120, colour: false, unicode: true, wide: true };
const own = forHtml(reportOf(hostileScan('harmless'), rules));
const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length;

describe(`${strings.length} hostile strings in every field`, () => {
  it('are at least 500', () => expect(strings.length).toBeGreaterThanOrEqual(500));

  it('add no tag, no attribute and no script to the HTML report', () => {
    for (const text of strings) {
      const page = forHtml(reportOf(hostileScan(text), rules));
      const island = /<script type="application\/json" id="more">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
      expect(() => JSON.parse(island) as unknown, text).not.toThrow();
      for (const what of [/<[a-z!/]/gi, /<script/gi, /<details/gi, /\son\w+=/gi, /<!--/g]) {
        expect(count(page, what), `${String(what)} ${text}`).toBe(count(own, what));
      }
    }
  });
  it('send no control sequence and forge no row on a terminal', () => {
    const rows = forScreen(reportOf(hostileScan('harmless'), rules), screen).split('\n').length;
    for (const text of strings) {
      const shown = forScreen(reportOf(hostileScan(text), rules), screen);
      const drives = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200f]/u.test(shown.replaceAll('\n', ''));
      expect(drives, text).toBe(false);
      expect(shown.split('\n').length, text).toBe(rows);
    }
  });
  it('begin no formula and break no row in CSV', () => {
    for (const text of strings) {
      const csv = forCsv(reportOf(hostileScan(text), rules));
      const cells = csv.split(/(?<!")"(?:,|\r\n)"?/);
      expect(
        cells.filter((cell) => /^"?[=+\-@\t\r＝＋－＠]/u.test(cell)),
        text,
      ).toEqual([]);
      expect(count(csv, /\r\n/g), text).toBe(2);
    }
  });
  it.each([
    ['the screen', (report: Report) => forScreen(report, screen)],
    ['plain text', plainFindings],
    ['CSV', forCsv],
    ['HTML', forHtml],
    ['JUnit', forJunit],
    ['Markdown', forMarkdownPage],
  ] as const)('begin no line of %s as a command to the runner that prints it', (_, write) => {
    for (const text of [...strings, ...strings.map((it) => `\n::error file=x::${it}\n::add-mask::`)]) {
      expect(write(reportOf(hostileScan(text), rules)), text).not.toMatch(/^[\s"]*::/m);
    }
  });
  it('stay one JSON document that gives the same text back', () => {
    for (const text of strings) {
      const json = forJson(outputOf(hostileScan(text), { verdicts: true }));
      expect(/[\u0000-\u001f\u2028\u2029\u202a-\u202e]/.test(json), text).toBe(false);
      expect(() => JSON.parse(json) as unknown).not.toThrow();
    }
  });
});
