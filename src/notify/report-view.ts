import type { Instant } from '#lib/time';
import type { Counts } from './estate-views.ts';
import type { ViewBase } from './view-base.ts';

/** How the requirements of a framework stand, as counts. */
export interface FrameworkCounts {
  readonly title: string;
  readonly notMet: number;
  readonly waived: number;
  readonly notAssessed: number;
  readonly met: number;
  readonly manual: number;
}

/** A report on a schedule was written: counts and where it lies, and nothing of what is in it. */
export interface ReportView extends ViewBase {
  readonly is: 'report';
  /** The folder below `reports/` that it is known by: `cis-eks-1.8-monthly`. */
  readonly name: string;
  readonly every: 'daily' | 'weekly' | 'monthly';
  /** The run that it tells of, and when that ended. */
  readonly run: string;
  readonly at: Instant;
  readonly open: Counts;
  /** Absent where the policy has no deadlines. */
  readonly overdue?: number | undefined;
  readonly coverage: number;
  readonly incomplete: boolean;
  /** The framework that it is about; absent where it is about all, or its links are related only. */
  readonly framework?: FrameworkCounts | undefined;
  /** The folder that it lies in, as whoever may read there calls it: `s3://bucket/reports/...`. */
  readonly place: string;
  readonly files: readonly string[];
}
