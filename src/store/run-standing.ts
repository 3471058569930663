import { compareText } from '#lib/text';
import type { RunStanding, Scan, Severity, Snapshot } from '#model';

/**
 * What a run came to: a few numbers of what would take all its states to work out again. It was read since the first read
 * of a snapshot that is not empty; a run after a sweep begins when it judges.
 */
export function standingOf({ findings, coverage }: Judged, snapshots: readonly Snapshot[]): RunStanding {
  const open = findings.filter(({ status }) => status === 'open');
  const count = (severity: Severity): number => open.filter((it) => it.severity === severity).length;
  const [oldestCritical] = open
    .flatMap(({ severity, firstSeen }) => (severity === 'critical' ? [firstSeen] : []))
    .sort(compareText);
  const [readSince] = snapshots
    .flatMap(({ complete, startedAt }) => (complete.length > 0 ? [startedAt] : []))
    .sort(compareText);
  return {
    coverage,
    open: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low') },
    ...(oldestCritical !== undefined && { oldestCritical }),
    ...(readSince !== undefined && { readSince }),
  };
}

type Judged = Pick<Scan, 'findings' | 'coverage'>;
