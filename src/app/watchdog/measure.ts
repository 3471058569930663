import { covers } from '#engine/waivers/waiver-scope';
import { runsAt, standingAt } from '#engine/waivers/waive';
import { parseInstant } from '#lib/time';
import { severities, type Finding, type Instant, type Roster, type Run, type Severity, type Waiver } from '#model';
import type { FleetMetricName, FleetMetrics } from './metrics.ts';
import type { Sweep } from './roster.ts';
import { isOf, leadsTo, namedIn, type Places } from './watched.ts';

/** What the metrics are worked out from. */
export interface Fleet {
  /** The newest run, whatever made it. */
  readonly run: Run | undefined;
  /** The newest sweep whose targets are known. */
  readonly sweep: Sweep | undefined;
  readonly roster: Roster;
  readonly places: Places;
  /** Minutes from the beginning of one sweep to the next. */
  readonly interval: number;
  /** Every waiver that was granted and not revoked, ended ones included. */
  readonly waivers: readonly Waiver[];
  /** Asked only where a waiver has ended that could have spoken about a critical finding, and one is open. */
  readonly findings: () => Promise<readonly Finding[]>;
  readonly at: Instant;
}

const minute = 60_000;
const hour = 60 * minute;

/** The metrics of a fleet. What is not known is left out: no metric says 0 of something that nobody counted. */
export async function measure(fleet: Fleet): Promise<FleetMetrics> {
  const { run, sweep, at } = fleet;
  const expected = expectedOf(fleet);
  const standing = run?.standing;
  return known({
    StaleTargets: staleOf(fleet, expected),
    TargetCount: expected.length,
    ...(sweep && {
      UnreadableTargets: sweep.targets.filter(({ state }) => state === 'failed').length,
      RunAgeMinutes: sinceIn(sweep.run.finishedAt, at) / minute,
      SweepSeconds: sinceIn(beginningOf(sweep.run), sweep.run.finishedAt) / 1000,
    }),
    ...(standing && {
      CoveragePercent: Math.round(standing.coverage * 100),
      ...openOf(standing.open),
      OldestCriticalHours: standing.oldestCritical === undefined ? 0 : sinceIn(standing.oldestCritical, at) / hour,
      ExpiredWaiversOpenCritical: await endedOverCritical(fleet),
    }),
  });
}

/** Without what came of instants that nobody can read. */
const known = (metrics: FleetMetrics): FleetMetrics =>
  Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value)));

const names: Readonly<Record<Severity, FleetMetricName>> = {
  critical: 'OpenCritical',
  high: 'OpenHigh',
  medium: 'OpenMedium',
  low: 'OpenLow',
};

const openOf = (open: Readonly<Record<Severity, number>>): FleetMetrics =>
  Object.fromEntries(severities.map((severity) => [names[severity], open[severity]]));

interface Expected {
  readonly id: string;
  readonly last: Instant | null;
}

/** Everything that is to be watched: what sweeps knew and the config still leads to, and what it names and none knew. */
function expectedOf({ roster, places }: Fleet): readonly Expected[] {
  const known = Object.entries(roster).filter(([id]) => leadsTo(places, id));
  const unknown = namedIn(places).filter((named) => !known.some(([id]) => isOf(named, id)));
  return [...known.map(([id, last]) => ({ id, last })), ...unknown.map((id) => ({ id, last: null }))];
}

/** Where no sweep is known everything is stale, also where nobody can say yet what everything is. */
function staleOf({ sweep, interval, at }: Fleet, expected: readonly Expected[]): number {
  if (!sweep || expected.length === 0) return Math.max(1, expected.length);
  const oldest = msOf(at) - 2 * interval * minute;
  return expected.filter(({ last }) => last === null || !(msOf(last) >= oldest)).length;
}

async function endedOverCritical({ run, waivers, findings, at }: Fleet): Promise<number> {
  const ended = waivers.filter((it) => !runsAt(it, at) && (it.upTo === undefined || it.upTo === 'critical'));
  // A waiver that ended after the last run hides its finding from the count of that run.
  const since = run && ended.some(({ until }) => msOf(until) >= msOf(run.startedAt));
  if (ended.length === 0 || (run?.standing?.open.critical === 0 && !since)) return 0;
  const open = standingAt(await findings(), at).filter(
    ({ status, severity }) => status === 'open' && severity === 'critical',
  );
  return ended.filter((waiver) => open.some((it) => covers(waiver, it))).length;
}

/** A sweep begins with its first read: in a stack its record bears the moment at which it was judged. */
const beginningOf = ({ startedAt, standing }: Run): Instant => {
  const first = standing?.readSince;
  return first !== undefined && msOf(first) < msOf(startedAt) ? first : startedAt;
};

/** Milliseconds from one instant to another, 0 where the clock that wrote the first runs ahead. */
const sinceIn = (from: Instant, to: Instant): number => Math.max(0, msOf(to) - msOf(from));

/** An instant that cannot be read is no instant: whatever is asked of it does not hold. */
const msOf = (instant: Instant): number => parseInstant(instant) ?? Number.NaN;
