import { compareText, redactSecrets } from '#lib/text';
import type { Finding, Scan } from '#model';
import { timedBy, type Deadlines } from './deadlines.ts';

/** The version of the machine-readable output: fields are added, never renamed. */
export const schemaVersion = 1;

/** What the document says besides the scan: each verdict, and how long findings may stand. */
export interface OutputOptions {
  readonly verdicts: boolean;
  readonly deadlines?: Deadlines | undefined;
}

/** The document that `--json` prints: lists are sorted, so that equal input gives equal bytes. */
export function outputOf(scan: Scan, options: OutputOptions): object {
  const { id, startedAt, finishedAt, policyVersion, ruleCount, rulesetDigest } = scan;
  return {
    schemaVersion,
    scan: { id, startedAt, finishedAt, policyVersion, ruleCount, rulesetDigest },
    ...(scan.interrupted && { interrupted: true }),
    targets: scan.targets,
    resources: scan.resources.map(({ id, type, name, target }) => ({ id, type, name, target })),
    findings: scan.findings.map((finding) => findingOf(finding, scan.followed, options.deadlines)),
    gaps: scan.gaps.map(({ target, api, reason, permission, resource, detail }) => ({
      ...{ target, api, reason },
      ...(permission !== undefined && { permission }),
      ...(resource !== undefined && { resource }),
      detail: redactSecrets(detail),
    })),
    ...(scan.unreadable.length > 0 && { unreadable: scan.unreadable }),
    totals: scan.totals,
    coverage: scan.coverage,
    ...(options.verdicts && { verdicts: verdictsOf(scan) }),
  };
}

function findingOf(finding: Finding, followed: boolean, deadlines: Deadlines | undefined): object {
  const { id, rule, severity, status, resource, key, message, evidence, firstSeen, change } = finding;
  return {
    ...{ id, rule, severity, status },
    resource: { id: resource.id, type: resource.type, name: resource.name, target: resource.target },
    ...(key !== undefined && { key }),
    message: redactSecrets(message),
    evidence: evidence.map(({ at, actual, expected }) => ({
      ...{ at, actual: redacted(actual) },
      ...(expected !== undefined && { expected }),
    })),
    ...(followed && { firstSeen }),
    ...timedBy(deadlines, finding),
    ...(change && { change: redacted(change) }),
  };
}

/** A value with token-like strings in it made unreadable. */
export function redacted(value: unknown): unknown {
  if (typeof value === 'string') return redactSecrets(value);
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redacted(one)]));
}

const verdictsOf = ({ judgements }: Scan): object[] =>
  judgements
    .map(({ rule, severity, resource, key, verdict, message }) => ({
      ...{ rule, severity, target: resource.target },
      resource: { id: resource.id, type: resource.type, name: resource.name },
      ...(key !== undefined && { key }),
      verdict,
      ...(message !== undefined && { message: redactSecrets(message) }),
    }))
    .sort(
      (a, b) =>
        compareText(a.rule, b.rule) ||
        compareText(a.target, b.target) ||
        compareText(a.resource.id, b.resource.id) ||
        compareText(a.key ?? '', b.key ?? ''),
    );
