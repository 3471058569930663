/** The namespace of the fleet metrics in CloudWatch. */
export const metricsNamespace = 'Shoalwatch';

/** Their one dimension: the name of the stack that watches. */
export const metricsDimension = 'Stack';

/** How often the watchdog writes them, in minutes. An alarm that hears nothing for longer has lost the watchdog. */
export const metricsEveryMinutes = 5;

/** What one fleet metric is. */
export interface FleetMetric {
  /** As CloudWatch names it; hours and minutes are none of its units. */
  readonly unit: 'Count' | 'Percent' | 'Seconds' | 'None';
  /** What is counted, as a sentence for the dashboard. */
  readonly counts: string;
  /** How values of one period are brought together: the one that alarms soonest. */
  readonly statistic: 'Maximum' | 'Minimum';
}

/** Every metric of the fleet. A metric that cannot be worked out is not written: its absence is what an alarm hears. */
export const fleetMetrics = {
  StaleTargets: {
    unit: 'Count',
    counts:
      'Targets whose last completed sweep was judged longer ago than twice the interval, those that vanished from the sweeps while the config still leads to them, and places that the config names and no sweep knows. At least 1 while there was no sweep.',
    statistic: 'Maximum',
  },
  TargetCount: {
    unit: 'Count',
    counts: 'Targets that are to be watched: accounts by region, subscriptions, projects, and the APIs of clusters.',
    statistic: 'Minimum',
  },
  CoveragePercent: {
    unit: 'Percent',
    counts:
      'Judged pairs of rule and resource among all that were to be judged, of the last run. Below 100 while anything is unread.',
    statistic: 'Minimum',
  },
  UnreadableTargets: {
    unit: 'Count',
    counts: 'Targets of which the last sweep could read nothing: the role, the federation or the network refused.',
    statistic: 'Maximum',
  },
  OpenCritical: {
    unit: 'Count',
    counts: 'Critical findings that are open and not waived, of the last run.',
    statistic: 'Maximum',
  },
  OpenHigh: {
    unit: 'Count',
    counts: 'High findings that are open and not waived, of the last run.',
    statistic: 'Maximum',
  },
  OpenMedium: {
    unit: 'Count',
    counts: 'Medium findings that are open and not waived, of the last run.',
    statistic: 'Maximum',
  },
  OpenLow: {
    unit: 'Count',
    counts: 'Low findings that are open and not waived, of the last run.',
    statistic: 'Maximum',
  },
  OldestCriticalHours: {
    unit: 'None',
    counts: 'Hours since the oldest critical finding that is open was first seen; 0 while there is none.',
    statistic: 'Maximum',
  },
  ExpiredWaiversOpenCritical: {
    unit: 'Count',
    counts: 'Waivers that have ended while a critical finding which they spoke about is open and covered by no other.',
    statistic: 'Maximum',
  },
  RunAgeMinutes: {
    unit: 'None',
    counts: 'Minutes since the last sweep ended. Runs after changes and of a new policy are no sweep.',
    statistic: 'Maximum',
  },
  SweepSeconds: {
    unit: 'Seconds',
    counts: 'How long the last sweep took, from its first read to its record.',
    statistic: 'Maximum',
  },
} as const satisfies Readonly<Record<string, FleetMetric>>;

export type FleetMetricName = keyof typeof fleetMetrics;

/** What is known now. */
export type FleetMetrics = Readonly<Partial<Record<FleetMetricName, number>>>;
