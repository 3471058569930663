import type { Registered } from '#engine/waivers/waiver-register';
import { csvTable, type Table } from '../csv-table.ts';
import type { Report } from '../model.ts';
import { coverWords } from '../waivers.ts';

/** How every requirement stands, as CSV: one line for each requirement of each framework that is met or not. */
export function requirementsCsv(report: Report): string {
  const { heads, rows } = requirementsTable(report);
  return csvTable(heads, rows);
}

/** How every requirement stands, as a table. */
export function requirementsTable({ frameworks }: Pick<Report, 'frameworks'>): Table {
  const rows = frameworks.flatMap((page) =>
    page.rows.map(({ id, standing, why, rules, passed, failed, waived, unknown }) => [
      ...[page.id, page.title, page.edition, id, standing, why],
      ...[passed, failed, waived, unknown].map(String),
      rules.join(' '),
    ]),
  );
  const counts = ['checks_passed', 'checks_failed', 'checks_waived', 'checks_unknown'];
  return { heads: ['framework', 'title', 'edition', 'requirement', 'standing', 'why', ...counts, 'rules'], rows };
}

const waiverHeads = [
  ...['waiver', 'status', 'origin', 'rule', 'covers', 'findings_covered', 'findings', 'owner', 'reason', 'control'],
  ...['ticket', 'until', 'up_to', 'requester', 'requested_at', 'approver', 'approved_at', 'renewals'],
  ...['asked_until', 'ended_as', 'ended_by', 'ended_at', 'ended_why', 'overruled_by'],
];

/** The register of accepted risks as CSV, whole: what is denied, expired and revoked stands in it too. */
export function waiversCsv(register: readonly Registered[]): string {
  const { heads, rows } = waiversTable(register);
  return csvTable(heads, rows);
}

/** The register of accepted risks as a table. */
export const waiversTable = (register: readonly Registered[]): Table => ({
  heads: waiverHeads,
  rows: register.map(cellsOf),
});

function cellsOf(it: Registered): readonly string[] {
  const { said, hidden, ended, renewal, requester, requestedAt, approver, approvedAt } = it;
  return [
    ...[it.id, it.status, it.origin, it.rule, coverWords(it.scope)],
    ...[`${hidden.length}`, hidden.map(({ id }) => id).join(' ')],
    ...[said.owner, said.reason, said.control, said.ticket, said.until, said.upTo],
    ...[requester, requestedAt, approver, approvedAt, `${it.renewals}`],
    ...[renewal?.until, ended?.kind, ended?.by, ended?.at, ended?.why, it.overruledBy],
  ].map((text = '') => text);
}
