import { compareText } from '#lib/text';
import { coverageOf } from '#engine/totals';
import type { RunStanding, Scan, Severity, Snapshot, TargetSums, Totals } from '#model';

/**
 * What a run came to: a few numbers of what would take all its states to work out again. It was read since the first read
 * of a snapshot that is not empty; a run after a sweep begins when it judges.
 */
export function standingOf({ findings, coverage }: Judged, snapshots: readonly Snapshot[]): RunStanding {
  return { coverage, ...openOf(findings), ...sinceOf(snapshots) };
}

/** The same from what each target came to. */
export function standingFrom(targets: readonly Summed[], snapshots: readonly Snapshot[]): RunStanding {
  const sums = targets.map((it) => it.sums);
  const count = (severity: Severity): number => sums.reduce((sum, { open }) => sum + open[severity], 0);
  const [oldestCritical] = sums.flatMap((it) => it.oldestCritical ?? []).sort(compareText);
  return {
    coverage: coverageOf(
      sums.reduce((all, { totals }) => added(all, totals), none),
      targets.filter(({ state }) => state !== 'done'),
    ),
    open: countsBy(count),
    ...(oldestCritical !== undefined && { oldestCritical }),
    ...sinceOf(snapshots),
  };
}

/** How many findings are open, by severity, and since when the oldest critical one is. */
export function openOf(findings: Judged['findings']): Pick<RunStanding, 'open' | 'oldestCritical'> {
  const open = findings.filter(({ status }) => status === 'open');
  const [oldestCritical] = open
    .flatMap(({ severity, firstSeen }) => (severity === 'critical' ? [firstSeen] : []))
    .sort(compareText);
  return {
    open: countsBy((severity) => open.filter((it) => it.severity === severity).length),
    ...(oldestCritical !== undefined && { oldestCritical }),
  };
}

type Judged = Pick<Scan, 'findings' | 'coverage'>;

interface Summed {
  readonly state: Scan['targets'][number]['state'];
  readonly sums: TargetSums;
}

const countsBy = (count: (severity: Severity) => number): RunStanding['open'] => ({
  ...{ critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low') },
});

function sinceOf(snapshots: readonly Snapshot[]): Pick<RunStanding, 'readSince'> {
  const [readSince] = snapshots
    .flatMap(({ complete, startedAt }) => (complete.length > 0 ? [startedAt] : []))
    .sort(compareText);
  return readSince === undefined ? {} : { readSince };
}

const none: Totals = { pass: 0, fail: 0, unknown: 0, notApplicable: 0, waived: 0 };

const added = (one: Totals, other: Totals): Totals => ({
  pass: one.pass + other.pass,
  fail: one.fail + other.fail,
  unknown: one.unknown + other.unknown,
  notApplicable: one.notApplicable + other.notApplicable,
  waived: one.waived + other.waived,
});
