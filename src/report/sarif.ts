import { redactSecrets } from '#lib/text';
import type { Severity } from '#model';
import { redacted } from './output.ts';
import type { Report, Row } from './model.ts';

/** What GitHub sorts by: the middle of each CVSS band. */
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };
const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

/** The findings as SARIF 2.1.0, for the code scanning pages of GitHub and others: waived ones are suppressed. */
export function sarifOf(report: Report, version: string): object {
  const { scan, rows } = report;
  // The rows stand in order of gravity: the first of each rule is its gravest.
  const rules = [...Map.groupBy(rows, ({ finding }) => finding.rule).values()].flatMap((own) => own.slice(0, 1));
  const index = new Map(rules.map(({ finding }, i) => [finding.rule, i]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'shoalwatch', version, semanticVersion: version, rules: rules.map(ruleOf) } },
        automationDetails: { id: 'shoalwatch/' },
        invocations: [
          {
            executionSuccessful: !report.incomplete,
            startTimeUtc: scan.startedAt,
            endTimeUtc: scan.finishedAt,
            toolExecutionNotifications: scan.gaps.map(({ target, api, reason, detail }) => ({
              level: 'warning',
              message: { text: redactSecrets(`${target}: ${api} ${reason}: ${detail}`) },
            })),
          },
        ],
        results: rows.map((row) => resultOf(row, index)),
      },
    ],
  };
}

const ruleOf = ({ finding, title, why, fix, references, requirements, control }: Row): object => ({
  id: finding.rule,
  shortDescription: { text: title },
  fullDescription: { text: why || title },
  help: { text: [fix, ...references].join('\n') },
  ...(references[0] !== undefined && { helpUri: references[0] }),
  properties: { 'security-severity': scores[finding.severity], tags: ['security', control, ...requirements] },
});

function resultOf({ finding }: Row, index: ReadonlyMap<string, number>): object {
  const { id, rule, severity, status, resource, key, message, evidence } = finding;
  return {
    ruleId: rule,
    ruleIndex: index.get(rule),
    level: levels[severity],
    message: { text: redactSecrets(`${resource.name}: ${message}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: placeOf(resource.target, resource.name) },
          region: { startLine: 1 },
        },
        logicalLocations: [{ name: resource.name, fullyQualifiedName: resource.id, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'shoalwatch/v1': id },
    properties: {
      'security-severity': scores[severity],
      ...(key !== undefined && { key }),
      evidence: redacted(evidence),
    },
    ...(status === 'waived' && { suppressions: [{ kind: 'external', status: 'accepted' }] }),
  };
}

/** A cloud resource lies in no file: a path that is the same at each scan stands for it. */
const placeOf = (target: string, name: string): string =>
  ['cloud', ...target.split(/[:/]+/), `${name}.yaml`]
    .filter((part) => part !== '')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
