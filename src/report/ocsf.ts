import { parseInstant } from '#lib/time';
import { redactSecrets } from '#lib/text';
import type { Finding, Judgement, Severity, TargetState } from '#model';
import { redacted } from './output.ts';
import type { Report, Row } from './model.ts';

/** The edition of the Open Cybersecurity Schema Framework that is written: https://schema.ocsf.io/1.8.0 */
const ocsfVersion = '1.8.0';

const classUid = 2003;
const activities = { create: 1, update: 2, close: 3 } as const;
const severityIds: Readonly<Record<Severity, number>> = { low: 2, medium: 3, high: 4, critical: 5 };
const severityNames: Readonly<Record<Severity, string>> = {
  ...{ low: 'Low', medium: 'Medium' },
  ...{ high: 'High', critical: 'Critical' },
};
const statuses = {
  open: [1, 'New'],
  announced: [1, 'New'],
  waived: [3, 'Suppressed'],
  resolved: [4, 'Resolved'],
  gone: [4, 'Resolved'],
  'no-longer-applies': [4, 'Resolved'],
} as const;
/** `account.type_id` of OCSF: AWS Account, Azure Subscription, GCP Project. */
const accountTypes: Readonly<Record<string, number>> = { aws: 10, azure: 13, gcp: 11 };

/** Findings, and what could not be judged, as OCSF Compliance Findings (class 2003); times are milliseconds. */
export function ocsfOf(report: Report, version: string): readonly object[] {
  const { scan, rows } = report;
  const targets = new Map(scan.targets.map((target) => [target.id, target]));
  const context = {
    version,
    uid: scan.id,
    time: parseInstant(scan.finishedAt) ?? 0,
    startedAt: scan.startedAt,
    targets,
  };
  return [
    ...rows.map((row) => eventOfRow(row, context)),
    ...scan.judgements.filter(({ verdict }) => verdict === 'unknown').map((it) => eventOfUnknown(it, context)),
  ];
}

/** What every event of one telling shares. */
export interface Context {
  readonly version: string;
  /** The scan. */
  readonly uid: string;
  readonly time: number;
  readonly startedAt: string;
  readonly targets: ReadonlyMap<string, TargetState>;
}

/** What of a row an event says. */
export type Told = Pick<Row, 'finding' | 'title' | 'why' | 'fix' | 'references' | 'requirements' | 'control'>;

/** A finding as an event: new where it was first seen at the start, closed where it is over. */
export function eventOfRow(row: Told, context: Context) {
  const { finding, title, why, fix, references, requirements, control } = row;
  const { id, rule, message, firstSeen, status, evidence } = finding;
  const seen = parseInstant(firstSeen) ?? context.time;
  const [statusId, statusName] = statuses[status];
  const activity =
    statusId === 4 ? activities.close : firstSeen === context.startedAt ? activities.create : activities.update;
  return {
    ...eventOf(finding, activity, context),
    status_id: statusId,
    status: statusName,
    message: redactSecrets(message),
    finding_info: {
      uid: id,
      title,
      desc: redactSecrets(message),
      types: [rule],
      first_seen_time: seen,
      created_time: seen,
    },
    compliance: {
      ...{ control, status_id: status === 'resolved' ? 1 : 3, status: status === 'resolved' ? 'Pass' : 'Fail' },
      ...(requirements.length > 0 && {
        standards: [...new Set(requirements.map((it) => it.split(' ')[0] ?? it))],
        requirements,
      }),
      status_details: [redactSecrets(why)],
      assessments: [{ name: rule, meets_criteria: status === 'resolved' }],
    },
    remediation: { desc: fix, references },
    evidences: evidence.map((it) => ({ data: redacted(it) })),
  };
}

/** OCSF has no unknown: its warning says that there is no result for missing information. */
function eventOfUnknown(it: Judgement, context: Context): object {
  const { rule, resource, message = '', reason = '', api, permission } = it;
  const detail = redactSecrets(`${reason}: ${message}`);
  return {
    ...eventOf(it, activities.create, context),
    status_id: 1,
    status: 'New',
    message: detail,
    finding_info: { uid: `unknown ${rule} ${resource.id}`, title: rule, desc: detail, types: [rule] },
    compliance: {
      ...{ control: rule, status_id: 2, status: 'Warning' },
      status_details: [detail, ...(permission === undefined ? [] : [`needs ${permission}`])],
      assessments: [{ name: rule, meets_criteria: false }],
    },
    ...(api !== undefined && { unmapped: { api } }),
  };
}

function eventOf(
  { resource, severity }: Pick<Finding | Judgement, 'resource' | 'severity'>,
  activity: number,
  { version, uid, time, targets }: Context,
) {
  const provider = targets.get(resource.target)?.provider ?? resource.target.split(':')[0] ?? '';
  const [, account = '', region] = resource.target.split(':');
  const typeId = accountTypes[provider];
  return {
    ...{ activity_id: activity, category_uid: 2, class_uid: classUid, type_uid: classUid * 100 + activity, time },
    ...{ severity_id: severityIds[severity], severity: severityNames[severity] },
    metadata: {
      version: ocsfVersion,
      uid: `${uid} ${resource.id}`,
      profiles: ['cloud', 'datetime'],
      product: { name: 'Shoalwatch', vendor_name: 'Shoalwatch', version },
    },
    cloud: {
      provider,
      ...(typeId !== undefined && { account: { uid: account, type_id: typeId } }),
      ...(provider === 'aws' && region !== undefined && { region }),
    },
    resources: [{ uid: resource.id, name: resource.name, type: resource.type }],
  };
}
