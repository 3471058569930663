import { forJson } from '#lib/escape/json';
import type { ReportFormat } from '#model';
import { asffOf } from './asff.ts';
import { forProwlerCsv } from './csv-prowler.ts';
import { forCsv } from './csv.ts';
import { forHtml } from './html.ts';
import { forJunit } from './junit.ts';
import { forMarkdownPage } from './markdown.ts';
import type { Report } from './model.ts';
import { ocsfOf } from './ocsf.ts';
import { oscalOf } from './oscal.ts';
import { outputOf } from './output.ts';
import { sarifOf } from './sarif.ts';

/** Whose columns a CSV has. */
export const csvDialects = ['shoalwatch', 'prowler'] as const;

/** How a report is written, where a format leaves a choice. */
export interface Writing {
  /** Every verdict in JSON, passes included. */
  readonly verdicts?: boolean | undefined;
  /** Default: shoalwatch. */
  readonly csvDialect?: (typeof csvDialects)[number] | undefined;
}

/** What a format's file is called, what it is, and how its text is made. */
export interface Written {
  readonly file: string;
  /** As HTTP calls it. */
  readonly type: string;
  text(report: Report, writing: Writing): string;
}

const json = 'application/json';

const jsonOf: Written['text'] = ({ scan, deadlines }, { verdicts = false }) =>
  forJson(outputOf(scan, { verdicts, deadlines }), 2);

/** Every format, as a version of the product writes it. */
export const writtenBy = (version: string): Readonly<Record<ReportFormat, Written>> => ({
  json: { file: 'report.json', type: json, text: jsonOf },
  csv: {
    ...{ file: 'report.csv', type: 'text/csv; charset=utf-8' },
    text: (report, { csvDialect }) => (csvDialect === 'prowler' ? forProwlerCsv(report, version) : forCsv(report)),
  },
  html: { file: 'report.html', type: 'text/html; charset=utf-8', text: forHtml },
  md: { file: 'report.md', type: 'text/markdown; charset=utf-8', text: forMarkdownPage },
  junit: { file: 'report.junit.xml', type: 'application/xml', text: forJunit },
  sarif: { file: 'report.sarif', type: json, text: (report) => forJson(sarifOf(report, version), 2) },
  ocsf: { file: 'report.ocsf.json', type: json, text: (report) => forJson(ocsfOf(report, version), 2) },
  asff: { file: 'report.asff.json', type: json, text: (report) => forJson(asffOf(report, version), 2) },
  oscal: { file: 'report.oscal.json', type: json, text: (report) => forJson(oscalOf(report, version), 2) },
});
