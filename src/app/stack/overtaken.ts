import { parseInstant } from '#lib/time';
import type { Instant, Run, Snapshot } from '#model';
import type { SweepRun } from '../sweep/run.ts';
import type { Sweep } from '../sweep/sweep.ts';

/** Whether another sweep was judged since this one began to read: it may have read later what this one read. */
export const isOvertaken = (runs: readonly Run[], since: Instant): boolean =>
  runs.some(({ kind, startedAt }) => kind === 'sweep' && timeOf(startedAt) >= timeOf(since));

/** A sweep with what another one read later in place of what it read: an older read never replaces a newer one. */
export function withLater(sweep: Sweep, run: SweepRun, last: readonly Snapshot[]): Sweep {
  const read = new Map(sweep.readings.map((it) => [it.target.id, it.startedAt]));
  const isLater = ({ target, startedAt }: Snapshot): boolean =>
    timeOf(startedAt) > timeOf(read.get(target.id) ?? run.startedAt);
  const later = new Map(last.filter(isLater).map((it) => [it.target.id, it]));
  if (later.size === 0) return sweep;
  const { missing } = sweep;
  return {
    ...sweep,
    readings: [...sweep.readings.filter(({ target }) => !later.has(target.id)), ...later.values()],
    missing: { ...missing, targets: missing.targets.filter(({ target }) => !later.has(target.id)) },
  };
}

const timeOf = (at: string): number => parseInstant(at) ?? 0;
