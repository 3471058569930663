import { severities } from '#model';
import type { Table } from './csv-table.ts';
import { findingsTable } from './csv.ts';
import type { Report } from './model.ts';
import { requirementsTable, waiversTable } from './pack/registers.ts';
import { workbookOf, type Sheet } from './xlsx/workbook.ts';

/** The report as a workbook: the answers first, then what an auditor sorts and filters, a sheet each. */
export const forXlsx = (report: Report): Uint8Array => workbookOf(sheetsOf(report));

const sheetsOf = (report: Report): readonly Sheet[] => [
  { name: 'Summary', ...summary(report) },
  { name: 'Requirements', ...requirementsTable(report) },
  { name: 'Findings', ...findingsTable(report) },
  // Nobody who looked the register up is told here that there are no waivers.
  ...(report.waivers ? [{ name: 'Waivers', ...waiversTable(report.waivers) }] : []),
  { name: 'Coverage', ...coverage(report) },
  { name: 'Gaps', ...gaps(report) },
  { name: 'Changes', ...changes(report) },
  { name: 'Evidence', ...evidence(report) },
];

function summary({ scan, open, headline, incomplete }: Report): Table {
  const { totals } = scan;
  const rows = [
    ['answer', headline],
    ['scan', scan.id],
    ['started', scan.startedAt],
    ['finished', scan.finishedAt],
    ['policy version', scan.policyVersion === null ? 'defaults and file' : `${scan.policyVersion}`],
    ['ruleset', `${scan.rulesetDigest} (${scan.ruleCount} rules)`],
    ['complete', incomplete ? 'no: something could not be read' : 'yes'],
    ['coverage', `${scan.coverage}`],
    ...severities.map((it) => [`open ${it}`, `${open[it]}`]),
    ...Object.entries(totals).map(([name, count]) => [`checks ${name}`, `${count}`]),
  ];
  return { heads: ['what', 'value'], rows };
}

const coverage = ({ targets }: Report): Table => ({
  heads: ['target', 'provider', 'state', 'reason', 'judged', 'unknown', 'open'],
  rows: targets.map(({ id, provider, state, reason = '', judged, unknown, open }) => [
    ...[id, provider, state, reason, `${judged}`, `${unknown}`, `${open}`],
  ]),
});

const gaps = ({ scan }: Report): Table => ({
  heads: ['target', 'call', 'reason', 'grant', 'resource', 'detail'],
  rows: scan.gaps.map(({ target, api, reason, permission = '', resource = '', detail }) => [
    ...[target, api, reason, permission, resource, detail],
  ]),
});

/** Who changed what, where the audit log said. */
const changes = ({ rows }: Report): Table => ({
  heads: ['finding_id', 'rule', 'resource_id', 'actor', 'call', 'at', 'origin', 'event_id'],
  rows: rows.flatMap(({ finding: { id, rule, resource, change } }) =>
    change ? [[id, rule, resource.id, change.actor, change.call, change.at, change.origin, change.eventId]] : [],
  ),
});

/** What was found and what was expected, a row for each place. */
const evidence = ({ rows }: Report): Table => ({
  heads: ['finding_id', 'rule', 'resource_id', 'at', 'found', 'expected'],
  rows: rows.flatMap(({ finding: { id, rule, resource, evidence: all } }) =>
    all.map(({ at, actual, expected }) => [id, rule, resource.id, at, jsonOf(actual), jsonOf(expected)]),
  ),
});

const jsonOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));
