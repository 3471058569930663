import { compareText } from '#lib/text';
import { parseInstant } from '#lib/time';
import { severities, type Instant, type Run, type Severity } from '#model';
import { balanceOf, type Balance } from './balance.ts';
import { deadlinesIn, type PeriodDeadlines } from './lateness.ts';
import type { Decision, PeriodSource } from './source.ts';
import { stepsOf, type Step } from './steps.ts';
import { repairsOf, type RepairTimes } from './repairs.ts';

/** What a run of the period left behind. */
export interface CoveragePoint {
  readonly at: Instant;
  readonly run: string;
  readonly kind: Run['kind'];
  /** Absent in records of before it was kept. */
  readonly coverage?: number;
  readonly open?: Readonly<Record<Severity, number>>;
}

/** One UTC day of a period with its last run; without one, nobody looked. */
export interface CoverageDay {
  readonly day: string;
  readonly runs: number;
  readonly coverage?: number;
}

/** What happened between two instants. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
  /** Set where the store knows nothing of the beginning: its first run ended later. */
  readonly knownSince?: Instant;
  readonly balance: Readonly<Record<Severity, Balance>>;
  readonly repairs: Readonly<Record<Severity, RepairTimes>>;
  /** Absent where the policy had no deadlines. */
  readonly deadlines?: PeriodDeadlines;
  /** What moved, the oldest first. */
  readonly steps: readonly Step[];
  readonly coverage: readonly CoveragePoint[];
  readonly days: readonly CoverageDay[];
  readonly decisions: readonly Decision[];
}

/** What happened in a period. The same period of the same store is the same, whenever it is asked. */
export function periodOf(source: PeriodSource): Period {
  const { from, to, histories, decisions, firstRun, sla } = source;
  const lives = histories.map((history) => stepsOf(history, source));
  const all = lives.flat();
  const steps = all.filter((it) => isIn(it.at, source)).sort(byTime);
  return {
    ...{ from, to },
    ...(firstRun !== undefined && compareText(firstRun, from) > 0 && { knownSince: firstRun }),
    balance: each((severity) => balanceOf(all, severity, source)),
    repairs: each((severity) => repairsOf(histories, severity, source)),
    ...(sla && { deadlines: deadlinesIn(lives, sla, source) }),
    ...{ steps, ...coverageIn(source) },
    decisions: decisions.filter((it) => isIn(it.at, source)).sort(byTimeAlone),
  };
}

/** What the runs of a time left behind, one by one and by days. */
export function coverageIn(source: Pick<PeriodSource, 'from' | 'to' | 'runs'>): Pick<Period, 'coverage' | 'days'> {
  const coverage = source.runs.map(pointOf);
  return { coverage, days: daysOf(coverage, source) };
}

/** Whether an instant lies in a period, its ends included. */
export const isIn = (at: Instant, { from, to }: Pick<PeriodSource, 'from' | 'to'>): boolean =>
  compareText(at, from) >= 0 && compareText(at, to) <= 0;

const byTimeAlone = (a: { readonly at: Instant }, b: { readonly at: Instant }): number => compareText(a.at, b.at);

const byTime = (a: Step, b: Step): number =>
  compareText(a.at, b.at) ||
  severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity) ||
  compareText(a.finding.id, b.finding.id);

/** Something for each severity. */
export const each = <T>(of: (severity: Severity) => T): Readonly<Record<Severity, T>> => ({
  ...{ critical: of('critical'), high: of('high'), medium: of('medium'), low: of('low') },
});

const pointOf = ({ finishedAt: at, id: run, kind, standing }: Run): CoveragePoint => ({
  ...{ at, run, kind },
  ...(standing && { coverage: standing.coverage, open: standing.open }),
});

const day = 86_400_000;

function daysOf(
  points: readonly CoveragePoint[],
  { from, to }: Pick<PeriodSource, 'from' | 'to'>,
): readonly CoverageDay[] {
  const byDay = Map.groupBy(points, ({ at }) => at.slice(0, 10));
  const first = Date.parse(from.slice(0, 10));
  const count = Math.floor(((parseInstant(to) ?? first) - first) / day) + 1;
  return Array.from({ length: count }, (_, i) => {
    const name = new Date(first + i * day).toISOString().slice(0, 10);
    const own = byDay.get(name) ?? [];
    const coverage = own.at(-1)?.coverage;
    return { day: name, runs: own.length, ...(coverage !== undefined && { coverage }) };
  });
}
