import { compareText } from '#lib/text';
import type { Scan, Severity } from '#model';
import { hubPlaceOf, hubTypeOf, type HubPlace } from './asff/place.ts';
import { textWithin } from './asff/text.ts';
import { toldOf, type Told } from './asff/told.ts';
import type { Report } from './model.ts';

/** The most findings that one request may hold: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html */
const mostFindings = 100;

/** The most requirements that a finding may name: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Compliance.html */
const mostRequirements = 32;

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-type-taxonomy.html */
const checks = 'Software and Configuration Checks';

/** The body of one call of BatchImportFindings: findings of one account, for the Security Hub of one region. */
export interface ImportRequest {
  readonly Findings: readonly object[];
}

/**
 * What was judged of AWS resources as requests to BatchImportFindings of Security Hub, in the AWS Security Finding Format:
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html. What is unknown is never passed.
 */
export function asffOf(report: Report, version: string): readonly ImportRequest[] {
  const placed = toldOf(report).flatMap((told) => {
    const place = hubPlaceOf(told.resource);
    return place ? [{ told, place }] : [];
  });
  const hubs = [...Map.groupBy(placed, ({ place }) => place.productArn)].sort(([a], [b]) => compareText(a, b));
  return hubs.flatMap(([, own]) => {
    const sorted = own.sort((a, b) => compareText(a.told.id, b.told.id));
    const findings = sorted.map(({ told, place }) => findingOf(told, place, { scan: report.scan, version }));
    return Array.from({ length: Math.ceil(findings.length / mostFindings) }, (_, i) => ({
      Findings: findings.slice(i * mostFindings, (i + 1) * mostFindings),
    }));
  });
}

interface Context {
  readonly scan: Scan;
  readonly version: string;
}

function findingOf(told: Told, place: HubPlace, { scan, version }: Context): object {
  const { id, rule, resource, compliance, reason, workflow, record, title, description, finding, row } = told;
  const seen = finding && scan.followed ? finding.firstSeen : scan.startedAt;
  const severity = { Label: labels[told.severity], Original: told.severity };
  const types = typesOf(told);
  const requirements = row?.requirements.slice(0, mostRequirements) ?? [];
  return {
    SchemaVersion: '2018-10-08',
    Id: `shoalwatch/${id}`,
    ProductArn: place.productArn,
    ProductName: 'Shoalwatch',
    CompanyName: 'Shoalwatch',
    GeneratorId: textWithin(rule, 512),
    AwsAccountId: place.account,
    Types: types,
    ...(finding && scan.followed && { FirstObservedAt: seen }),
    CreatedAt: seen,
    UpdatedAt: scan.finishedAt,
    Severity: severity,
    // An import that updates a finding changes these through the provider's own fields alone.
    FindingProviderFields: { Severity: severity, Types: types },
    Title: textWithin(title, 256),
    Description: textWithin(description, 1024),
    ...(row && { Remediation: { Recommendation: recommendationOf(row) } }),
    ProductFields: fieldsOf(told, scan, version),
    Resources: [
      {
        Type: hubTypeOf(resource.type),
        Id: textWithin(resource.id, 2048),
        Partition: place.partition,
        ...(place.region !== undefined && { Region: place.region }),
      },
    ],
    Compliance: {
      Status: compliance,
      ...(requirements.length > 0 && { RelatedRequirements: requirements.map((it) => textWithin(it, 256)) }),
      ...(reason !== undefined && {
        StatusReasons: [
          { ReasonCode: reason.toUpperCase().replaceAll('-', '_'), Description: textWithin(description, 1024) },
        ],
      }),
    },
    ...(workflow && { Workflow: { Status: workflow } }),
    RecordState: record,
  };
}

const labels: Readonly<Record<Severity | 'informational', string>> = {
  ...{ critical: 'CRITICAL', high: 'HIGH', medium: 'MEDIUM', low: 'LOW' },
  informational: 'INFORMATIONAL',
};

const typesOf = ({ row }: Told): readonly string[] => [
  row?.control === 'images-free-of-known-vulnerabilities'
    ? `${checks}/Vulnerabilities`
    : `${checks}/AWS Security Best Practices`,
  ...(row && row.requirements.length > 0 ? [`${checks}/Industry and Regulatory Standards`] : []),
];

function recommendationOf({ fix, references }: NonNullable<Told['row']>): object {
  const url = references.find((it) => /^https:\/\/[\w./#?=&%~+-]+$/.test(it));
  return { Text: textWithin(fix, 512), ...(url !== undefined && { Url: url }) };
}

/** What the format has no field for. */
function fieldsOf({ finding, resource }: Told, scan: Scan, version: string): Readonly<Record<string, string>> {
  const { status, key, evidence = [], waiver, change } = finding ?? {};
  const expected = evidence.flatMap((it) => (it.expected === undefined ? [] : [it.expected]));
  const fields = [
    ['status', status],
    ['key', key],
    ['found', evidence.length === 0 ? undefined : JSON.stringify(evidence.map(({ at, actual }) => ({ at, actual })))],
    ['expected', expected.length === 0 ? undefined : JSON.stringify(expected)],
    ['waiver', waiver?.id],
    ['waivedUntil', waiver?.until],
    ['changedBy', change?.actor],
    ['changedWith', change?.call],
    ['changedAt', change?.at],
    ['resourceType', resource.type],
    ['resourceName', resource.name],
    ['scan', scan.id],
    ['version', version],
  ] as const;
  return Object.fromEntries(
    fields.flatMap(([name, text]) => (text === undefined ? [] : [[`shoalwatch/${name}`, textWithin(text, 1024)]])),
  );
}
