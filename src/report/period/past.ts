import type { Severity } from '#model';
import { coverageIn, each, type CoverageDay, type CoveragePoint } from './model.ts';
import { repairsOf, type RepairTimes } from './repairs.ts';
import type { PeriodSource } from './source.ts';

/** What a store knows of the time before a moment; without histories where reading them took too long. */
export type PastSource = Pick<PeriodSource, 'from' | 'to' | 'runs'> & Partial<Pick<PeriodSource, 'histories'>>;

/** What happened before a moment, as far as its report draws it. */
export interface Past {
  readonly coverage: readonly CoveragePoint[];
  readonly days: readonly CoverageDay[];
  /** Absent where nobody read what findings went through. */
  readonly repairs?: Readonly<Record<Severity, RepairTimes>>;
}

/** What happened in the time before a moment. */
export function pastOf(source: PastSource): Past {
  const { histories } = source;
  const repairs = histories && { repairs: each((severity) => repairsOf(histories, severity, source)) };
  return { ...coverageIn(source), ...repairs };
}
