import type { Judgement, ResourceRef } from '#model';
import { csvTable } from './csv-table.ts';
import type { Report } from './model.ts';

/** One check of one resource, whatever it came to. */
interface Checked {
  readonly rule: string;
  readonly resource: ResourceRef;
  readonly severity: string;
  readonly uid: string;
  readonly status: 'PASS' | 'FAIL' | 'MANUAL';
  readonly muted: boolean;
  readonly says: string;
  readonly key: string;
  readonly requirements: readonly string[];
}

type Cell = (it: Checked, report: Report) => string;

const none: Cell = () => '';
const ruleOf = ({ rule }: Checked, { rules }: Report) => rules.get(rule);
const placeOf = ({ resource: { target } }: Checked): readonly string[] => target.split(':');

/**
 * The columns of Prowler since its version 4, in their order; those that we know nothing for stay empty.
 * Source: https://docs.prowler.com/projects/prowler-open-source/en/latest/tutorials/reporting/
 */
const columns = (version: string): Readonly<Record<string, Cell>> => ({
  AUTH_METHOD: none,
  TIMESTAMP: (_, { scan }) => scan.startedAt,
  ACCOUNT_UID: (it) => accountIn(it),
  ACCOUNT_NAME: none,
  ACCOUNT_EMAIL: none,
  ACCOUNT_ORGANIZATION_UID: none,
  ACCOUNT_ORGANIZATION_NAME: none,
  ACCOUNT_TAGS: none,
  FINDING_UID: ({ uid }) => uid,
  PROVIDER: ({ resource }, { scan }) => scan.targets.find(({ id }) => id === resource.target)?.provider ?? '',
  CHECK_ID: (it, report) => theirName(ruleOf(it, report)?.peers) ?? it.rule,
  CHECK_TITLE: (it, report) => ruleOf(it, report)?.title ?? it.rule,
  CHECK_TYPE: none,
  STATUS: ({ status }) => status,
  STATUS_EXTENDED: ({ says }) => says,
  MUTED: ({ muted }) => (muted ? 'True' : 'False'),
  SERVICE_NAME: ({ resource }) => resource.type.split('.')[0] ?? '',
  SUBSERVICE_NAME: none,
  SEVERITY: ({ severity }) => severity,
  RESOURCE_TYPE: ({ resource }) => resource.type,
  RESOURCE_UID: ({ resource }) => resource.id,
  RESOURCE_NAME: ({ resource }) => resource.name,
  RESOURCE_DETAILS: ({ key }) => key,
  RESOURCE_TAGS: none,
  PARTITION: ({ resource }) => /^arn:([^:]+):/.exec(resource.id)?.[1] ?? '',
  REGION: (it) => (placeOf(it)[0] === 'aws' ? (placeOf(it)[2] ?? '') : ''),
  DESCRIPTION: (it, report) => ruleOf(it, report)?.title ?? '',
  RISK: (it, report) => ruleOf(it, report)?.why ?? '',
  RELATED_URL: none,
  REMEDIATION_RECOMMENDATION_TEXT: (it, report) => ruleOf(it, report)?.fix ?? '',
  REMEDIATION_RECOMMENDATION_URL: (it, report) => ruleOf(it, report)?.references[0] ?? '',
  REMEDIATION_CODE_NATIVEIAC: none,
  REMEDIATION_CODE_TERRAFORM: none,
  REMEDIATION_CODE_CLI: none,
  REMEDIATION_CODE_OTHER: none,
  COMPLIANCE: ({ requirements }) => requirements.join(' | '),
  CATEGORIES: (it, report) => ruleOf(it, report)?.control ?? '',
  DEPENDS_ON: none,
  RELATED_TO: none,
  NOTES: ({ rule }) => rule,
  PROWLER_VERSION: () => `shoalwatch ${version}`,
});

/**
 * Every check of a scan as Prowler's CSV has them, for what reads that: passes too, and what could not be judged as
 * `MANUAL`, as Prowler calls what a person has to look at. Cells are parted by semicolons.
 */
export function forProwlerCsv(report: Report, version: string): string {
  const cells = Object.values(columns(version));
  const rows = checkedIn(report).map((it) => cells.map((cell) => cell(it, report)));
  return csvTable(Object.keys(columns(version)), rows, ';');
}

function checkedIn({ rows, scan }: Report): readonly Checked[] {
  const failed = rows.map(({ finding, requirements }): Checked => {
    const { id: uid, rule, resource, severity, status, message: says, key = '' } = finding;
    return { rule, resource, severity, uid, status: 'FAIL', muted: status === 'waived', says, key, requirements };
  });
  return [...failed, ...scan.judgements.flatMap(otherwise)];
}

/** What is no finding: a pass, or what could not be judged. */
function otherwise({ rule, resource, severity, verdict, key = '', message = '' }: Judgement): readonly Checked[] {
  if (verdict === 'fail' || verdict === 'not-applicable') return [];
  const uid = [rule, resource.id, key].filter((it) => it !== '').join('/');
  const status = verdict === 'pass' ? 'PASS' : 'MANUAL';
  return [{ rule, resource, severity, uid, status, muted: false, says: message, key, requirements: [] }];
}

/** What Prowler calls the same check, where one of its checks alone is. */
function theirName(peers: readonly string[] = []): string | undefined {
  const names = peers.flatMap((it) => (it.startsWith('prowler:') ? it.slice('prowler:'.length) : []));
  return names.length === 1 ? names[0] : undefined;
}

function accountIn(it: Checked): string {
  const [kind, ...rest] = placeOf(it);
  return kind === 'k8s' ? rest.join(':') : (rest[0] ?? '');
}
