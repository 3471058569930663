/** What one figure of the fixes is. */
export interface FixMetric {
  /** What is counted, as a sentence for the dashboard. */
  readonly counts: string;
  /** How values of one period are brought together. */
  readonly statistic: 'Maximum';
}

/** Every figure of the fixes, in the namespace and with the dimension of the fleet metrics. */
export const fixMetrics = {
  FixesUnderWay: { counts: 'Plans that are approved, or under way.', statistic: 'Maximum' },
  FixesStuck: {
    counts: 'Plans that are approved or under way, and of which nothing was heard for two hours.',
    statistic: 'Maximum',
  },
  FixesFailed: {
    counts: 'Plans that failed or were rolled back in the last ten minutes.',
    statistic: 'Maximum',
  },
} as const satisfies Readonly<Record<string, FixMetric>>;

export type FixMetricName = keyof typeof fixMetrics;
export type FixMetrics = Readonly<Record<FixMetricName, number>>;
