import type { aksCluster } from './resource.ts';

/**
 * What is wrong with a cluster and its pools; undefined while nothing is.
 * Source: https://learn.microsoft.com/rest/api/aks/managed-clusters/get
 */
export function whyUnwell(config: typeof aksCluster.config): string | undefined {
  const { provisioningState, status, agentPoolProfiles = [] } = config;
  if (provisioningState === 'Failed') {
    const why = status?.provisioningError?.message;
    return `the cluster is in the state Failed${why === undefined ? '' : `: ${why}`}`;
  }
  const failed = agentPoolProfiles.find((pool) => pool.provisioningState === 'Failed');
  return failed && `the pool ${failed.name} is in the state Failed`;
}
