import { csvTable, type Table } from './csv-table.ts';
import { timedBy } from './deadlines.ts';
import type { Report, Row } from './model.ts';

type Reader = (row: Row, report: Report) => string;

const providerOf: Reader = ({ finding }, { scan }) =>
  scan.targets.find(({ id }) => id === finding.resource.target)?.provider ?? '';

/** The columns, in an order that stays. */
const columns: Readonly<Record<string, Reader>> = {
  finding_id: ({ finding }) => finding.id,
  status: ({ finding }) => finding.status,
  severity: ({ finding }) => finding.severity,
  rule: ({ finding }) => finding.rule,
  title: ({ title }) => title,
  provider: providerOf,
  target: ({ finding }) => finding.resource.target,
  resource_type: ({ finding }) => finding.resource.type,
  resource_id: ({ finding }) => finding.resource.id,
  resource_name: ({ finding }) => finding.resource.name,
  key: ({ finding }) => finding.key ?? '',
  message: ({ finding }) => finding.message,
  found: ({ finding }) => textOf(finding.evidence.map(({ at, actual }) => ({ at, actual }))),
  expected: ({ finding }) =>
    textOf(finding.evidence.flatMap(({ expected }) => (expected === undefined ? [] : [expected]))),
  first_seen: ({ finding }, { scan }) => (scan.followed ? finding.firstSeen : ''),
  why: ({ why }) => why,
  fix: ({ fix }) => fix,
  age_days: (row, report) => textIn(timedBy(report.deadlines, row.finding)?.ageDays),
  due: (row, report) => textIn(timedBy(report.deadlines, row.finding)?.due),
  overdue: (row, report) => textIn(timedBy(report.deadlines, row.finding)?.overdue),
};

/** The findings as a table, a row each. */
export const findingsTable = (report: Report): Table => ({
  heads: Object.keys(columns),
  rows: report.rows.map((row) => Object.values(columns).map((read) => read(row, report))),
});

/** The findings as CSV (RFC 4180, UTF-8): one line each, formulas neutralised, secrets made unreadable. */
export function forCsv(report: Report): string {
  const { heads, rows } = findingsTable(report);
  return csvTable(heads, rows);
}

const textIn = (value: string | number | boolean | undefined): string => (value === undefined ? '' : `${value}`);

const textOf = (values: readonly unknown[]): string => (values.length === 0 ? '' : JSON.stringify(values));
