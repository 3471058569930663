import type { RegistryScanningConfiguration } from '@aws-sdk/client-ecr';

const rule = (scanFrequency: 'CONTINUOUS_SCAN' | 'SCAN_ON_PUSH', ...filters: readonly string[]) => ({
  scanFrequency,
  repositoryFilters: filters.map((filter) => ({ filter, filterType: 'WILDCARD' as const })),
});

const kinds: readonly RegistryScanningConfiguration[] = [
  { scanType: 'BASIC', rules: [rule('SCAN_ON_PUSH', 'prod')] },
  { scanType: 'ENHANCED', rules: [rule('CONTINUOUS_SCAN', 'prod-*'), rule('SCAN_ON_PUSH', '*/api')] },
  { scanType: 'ENHANCED', rules: [rule('CONTINUOUS_SCAN', '*')] },
  { scanType: 'BASIC', rules: [] },
];

/** How a registry scans, another way for each number of clusters. */
export const registryScanning = (clusters: number): RegistryScanningConfiguration => kinds[clusters % 4] ?? {};
