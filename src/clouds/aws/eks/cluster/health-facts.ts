import type { eksCluster } from './resource.ts';

/**
 * What is wrong with a cluster, by its status and by the issues that EKS tells; undefined while it is well, and while
 * another update is under way.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_ClusterIssue.html
 */
export function whyUnwell({ status, health }: typeof eksCluster.config): string | undefined {
  const issues = (health?.issues ?? []).map(({ code, message }) => message ?? code ?? '');
  if (issues.length > 0) return `EKS says of the cluster: ${issues.join(' ')}`;
  return status === undefined || status === 'ACTIVE' || status === 'UPDATING' ? undefined : `the cluster is ${status}`;
}
