import type { FindingChange, FindingChangeKind, Scan } from '#model';

/** What happened to findings since the scan before. */
export interface Since {
  /** How often each kind of change happened; kinds that did not happen are left out. */
  readonly counts: readonly (readonly [FindingChangeKind, number])[];
  /** Findings that stand as they stood. */
  readonly unchanged: number;
}

const order: readonly FindingChangeKind[] = [
  'opened',
  'reopened',
  'changed',
  'resolved',
  'gone',
  'no-longer-applies',
  'waived',
  'unwaived',
  'announced',
  'withdrawn',
  'snoozed',
];

/** Counts the changes of a scan. */
export function sinceOf({ findings }: Scan, changes: readonly FindingChange[]): Since {
  const touched = new Set(changes.map(({ finding }) => finding.id));
  const counted = order.map((kind) => [kind, changes.filter((it) => it.kind === kind).length] as const);
  return {
    counts: counted.filter(([, n]) => n > 0),
    unchanged: findings.filter(({ id }) => !touched.has(id)).length,
  };
}
