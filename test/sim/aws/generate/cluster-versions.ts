import type { ClusterVersionInformation } from '@aws-sdk/client-eks';
import { estateTime } from './plan.ts';

/**
 * Release and support dates from the Kubernetes release calendar of the EKS user guide
 * (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html).
 */
const calendar: readonly (readonly [string, string, string, string])[] = [
  ['1.34', '2025-10-02', '2026-12-02', '2027-12-02'],
  ['1.33', '2025-05-29', '2026-07-29', '2027-07-29'],
  ['1.32', '2025-01-23', '2026-03-23', '2027-03-23'],
  ['1.31', '2024-09-26', '2025-11-26', '2026-11-26'],
  ['1.30', '2024-05-23', '2025-07-23', '2026-07-23'],
  ['1.29', '2024-01-23', '2025-03-23', '2026-03-23'],
];

export const clusterVersions: readonly ClusterVersionInformation[] = calendar.map(
  ([clusterVersion, release, standard, extended], at) => ({
    clusterVersion,
    clusterType: 'eks',
    defaultPlatformVersion: `eks.${String(at + 3)}`,
    defaultVersion: at === 0,
    releaseDate: new Date(release),
    endOfStandardSupportDate: new Date(standard),
    endOfExtendedSupportDate: new Date(extended),
    status: supportOf(standard, extended)[0],
    versionStatus: supportOf(standard, extended)[1],
    kubernetesPatchVersion: `${clusterVersion}.${String(at + 1)}`,
  }),
);

function supportOf(
  standard: string,
  extended: string,
): ['standard-support' | 'extended-support' | 'unsupported', 'STANDARD_SUPPORT' | 'EXTENDED_SUPPORT' | 'UNSUPPORTED'] {
  if (estateTime < Date.parse(standard)) return ['standard-support', 'STANDARD_SUPPORT'];
  if (estateTime < Date.parse(extended)) return ['extended-support', 'EXTENDED_SUPPORT'];
  return ['unsupported', 'UNSUPPORTED'];
}
