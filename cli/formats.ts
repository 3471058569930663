import { forJson } from '#lib/escape/json';
import { forCsv } from '#report/csv';
import { forHtml } from '#report/html';
import { forJunit } from '#report/junit';
import { forMarkdownPage } from '#report/markdown';
import type { Report } from '#report/model';
import { ocsfOf } from '#report/ocsf';
import { oscalOf } from '#report/oscal';
import { outputOf } from '#report/output';
import { sarifOf } from '#report/sarif';
import { version } from './version.ts';

/** The formats that a report can be written in. */
export const formats = ['json', 'csv', 'html', 'md', 'junit', 'sarif', 'ocsf', 'oscal'] as const;

export type Format = (typeof formats)[number];

/** What a format's file is called, and how its text is made. */
export const written: Readonly<
  Record<Format, { readonly file: string; text(report: Report, options: { readonly verdicts: boolean }): string }>
> = {
  json: { file: 'report.json', text: ({ scan }, options) => forJson(outputOf(scan, options), 2) },
  csv: { file: 'report.csv', text: forCsv },
  html: { file: 'report.html', text: forHtml },
  md: { file: 'report.md', text: forMarkdownPage },
  junit: { file: 'report.junit.xml', text: forJunit },
  sarif: { file: 'report.sarif', text: (report) => forJson(sarifOf(report, version), 2) },
  ocsf: { file: 'report.ocsf.json', text: (report) => forJson(ocsfOf(report, version), 2) },
  oscal: { file: 'report.oscal.json', text: (report) => forJson(oscalOf(report, version), 2) },
};
