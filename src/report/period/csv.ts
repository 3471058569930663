import { severities } from '#model';
import { csvTable } from '../csv-table.ts';
import type { PeriodDeadlines } from './lateness.ts';
import type { Period } from './model.ts';
import { balanceColumns } from './words.ts';

/** A period as CSV files by their names: what came and went, every move, coverage, decisions. */
export const periodCsv = (period: Period): Readonly<Record<string, string>> => ({
  'period-balance.csv': balanceCsv(period),
  'period-moves.csv': movesCsv(period),
  'period-coverage.csv': coverageCsv(period),
  'period-decisions.csv': decisionsCsv(period),
  ...(period.deadlines && { 'period-deadlines.csv': deadlinesCsv(period.deadlines) }),
});

function balanceCsv({ balance, repairs }: Period): string {
  const times = ['repaired', 'mean_seconds', 'median_seconds', 'longest_seconds'];
  const names = balanceColumns.map(([, words]) => words.replaceAll(' ', '_'));
  const rows = severities.map((it) => {
    const { repaired, meanSeconds, medianSeconds, longestSeconds } = repairs[it];
    const counts = [...balanceColumns.map(([column]) => balance[it][column]), repaired];
    return [it, ...[...counts, meanSeconds, medianSeconds, longestSeconds].map((n) => (n === undefined ? '' : `${n}`))];
  });
  return csvTable(['severity', ...names, ...times], rows);
}

const movesCsv = ({ steps }: Period): string =>
  csvTable(
    [
      ...['at', 'kind', 'cause', 'severity', 'finding_id', 'rule', 'target', 'resource_type', 'resource_id'],
      ...['resource_name', 'key', 'message', 'changed_by'],
    ],
    steps.map(({ at, kind, cause, finding: { id, rule, severity, resource, key = '', message, change } }) => [
      ...[at, kind, cause, severity, id, rule, resource.target, resource.type, resource.id, resource.name, key],
      ...[message, cause === 'change' ? (change?.actor ?? '') : ''],
    ]),
  );

const coverageCsv = ({ coverage }: Period): string =>
  csvTable(
    ['at', 'run', 'kind', 'coverage', ...severities.map((it) => `open_${it}`)],
    coverage.map(({ at, run, kind, coverage: share, open }) => [
      ...[at, run, kind, share === undefined ? '' : `${share}`],
      ...severities.map((it) => (open ? `${open[it]}` : '')),
    ]),
  );

const decisionsCsv = ({ decisions }: Period): string =>
  csvTable(
    ['at', 'on', 'act', 'by', 'about', 'why'],
    decisions.map(({ at, on, act, by, about, why }) => [at, on, act, by, about, why]),
  );

const deadlinesCsv = ({ breaches }: PeriodDeadlines): string =>
  csvTable(
    [
      ...['severity', 'finding_id', 'rule', 'target', 'resource_type', 'resource_id', 'resource_name', 'key'],
      ...['due', 'overdue_since', 'overdue_until', 'put_right'],
    ],
    breaches.map(({ finding: { id, rule, severity, resource, key = '' }, due, since, until = '', putRight }) => [
      ...[severity, id, rule, resource.target, resource.type, resource.id, resource.name, key],
      ...[due, since, until, `${putRight}`],
    ]),
  );
