import type { Instant } from '#lib/time';

/** When EKS ends standard and extended support of a Kubernetes minor. */
export interface ShippedWindow {
  readonly version: string;
  readonly endOfStandard: Instant;
  readonly endOfExtended: Instant;
}

/** The day that the windows below were read. */
export const shippedAsOf = '2026-02-14';

/** A table older than this many days stands in for nothing: EKS releases a minor about every four months. */
export const shippedForDays = 365;

/**
 * The support windows that stand in for files without answers of `DescribeClusterVersions`. Days are UTC.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, for 1.35 as
 * https://endoflife.date/amazon-eks reads it
 */
export const shippedWindows: readonly ShippedWindow[] = [
  { version: '1.29', endOfStandard: '2025-03-23', endOfExtended: '2026-03-23' },
  { version: '1.30', endOfStandard: '2025-07-23', endOfExtended: '2026-07-23' },
  { version: '1.31', endOfStandard: '2025-11-26', endOfExtended: '2026-11-26' },
  { version: '1.32', endOfStandard: '2026-03-23', endOfExtended: '2027-03-23' },
  { version: '1.33', endOfStandard: '2026-07-29', endOfExtended: '2027-07-29' },
  { version: '1.34', endOfStandard: '2026-12-02', endOfExtended: '2027-12-02' },
  { version: '1.35', endOfStandard: '2027-03-27', endOfExtended: '2028-03-27' },
];
