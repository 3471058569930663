import { findingId } from '#engine/finding-id';
import type { Finding, GapReason, Judgement, ResourceRef, Severity } from '#model';
import type { Report, Row } from '../model.ts';

/** What Security Hub is told of one rule on one resource, or of one key on it. */
export interface Told {
  readonly id: string;
  readonly rule: string;
  readonly resource: ResourceRef;
  readonly compliance: 'PASSED' | 'FAILED' | 'WARNING' | 'NOT_AVAILABLE';
  /** Why it is neither passed nor failed. */
  readonly reason?: string;
  readonly severity: Severity | 'informational';
  /** Only a new finding takes it; absent where nothing is claimed. */
  readonly workflow?: 'NEW' | 'SUPPRESSED' | 'RESOLVED';
  readonly record: 'ACTIVE' | 'ARCHIVED';
  readonly title: string;
  readonly description: string;
  readonly finding?: Finding;
  readonly row?: Row;
}

/** Reads that failed. For any other reason what was read is not enough. */
const notRead: ReadonlySet<GapReason> = new Set(['denied', 'throttled', 'timeout', 'unreachable', 'rule-error']);

/** Everything that there is to tell, each id once: what stands goes before what was judged, and that before what is over. */
export function toldOf(report: Report): readonly Told[] {
  const { scan, rows, remembered = [], rules } = report;
  const idOf = ({ rule, resource }: Judgement, key: string | undefined): string => {
    const known = rules.get(rule);
    return findingId(known ?? { id: rule }, resource.id, key);
  };
  const judged = scan.judgements.flatMap((it) => {
    if (it.verdict === 'pass') return [passed(idOf(it, it.key), it)];
    if (it.verdict === 'unknown') return [unknown(idOf(it, it.key), it)];
    // What was told of the resource as a whole is told of its keys from now on.
    return it.verdict === 'fail' && it.key !== undefined ? [perKey(idOf(it, undefined), it)] : [];
  });
  const perResource = judged.filter(({ record }) => record === 'ARCHIVED');
  const all = [
    ...perResource,
    ...remembered.filter(isOver).map(over),
    ...judged.filter(({ record }) => record === 'ACTIVE'),
    ...rows.map(standing),
  ];
  return [...new Map(all.map((it) => [it.id, it])).values()];
}

const isOver = ({ status }: Finding): boolean => status !== 'open' && status !== 'waived' && status !== 'announced';

const passed = (id: string, { rule, resource }: Judgement): Told => ({
  ...{ id, rule, resource, compliance: 'PASSED', severity: 'informational', workflow: 'RESOLVED', record: 'ACTIVE' },
  title: `${resource.name}: ${rule} is met`,
  description: `${rule} found nothing wrong with ${resource.name}.`,
});

const unknown = (id: string, { rule, resource, severity, reason = 'stale', message = '' }: Judgement): Told => ({
  ...{ id, rule, resource, severity, reason, workflow: 'NEW', record: 'ACTIVE' },
  compliance: notRead.has(reason) ? 'NOT_AVAILABLE' : 'WARNING',
  title: `${resource.name}: ${rule} could not be judged`,
  description: `It is unknown, and not passed (${reason}): ${message}`,
});

const perKey = (id: string, { rule, resource }: Judgement): Told => ({
  ...{
    id,
    rule,
    resource,
    compliance: 'NOT_AVAILABLE',
    reason: 'per-key',
    severity: 'informational',
    record: 'ARCHIVED',
  },
  title: `${resource.name}: ${rule} is told for each part`,
  description: `${rule} failed for parts of ${resource.name}, each of which is a finding of its own.`,
});

function standing(row: Row): Told {
  const { finding, why } = row;
  const { id, rule, resource, severity, status, message } = finding;
  const about = { id, rule, resource, severity, record: 'ACTIVE', finding, row } as const;
  const title = `${resource.name}: ${message}`;
  const description = `${message} ${why}`;
  if (status !== 'announced') {
    return { ...about, compliance: 'FAILED', workflow: status === 'waived' ? 'SUPPRESSED' : 'NEW', title, description };
  }
  const untold = 'A change will open it, and nothing has been read since.';
  return {
    ...about,
    compliance: 'WARNING',
    reason: status,
    workflow: 'NEW',
    title,
    description: `${untold} ${description}`,
  };
}

function over(finding: Finding): Told {
  const { id, rule, resource, severity, status, message } = finding;
  const about = { id, rule, resource, record: 'ARCHIVED', finding, title: `${resource.name}: ${message}` } as const;
  if (status === 'resolved') {
    const description = `Resolved: a pass was read. It was: ${message}`;
    return { ...about, compliance: 'PASSED', severity: 'informational', workflow: 'RESOLVED', description };
  }
  const why = status === 'gone' ? 'The resource is gone.' : 'The rule does not apply any more.';
  return { ...about, severity, compliance: 'NOT_AVAILABLE', reason: status, description: `${why} It was: ${message}` };
}
