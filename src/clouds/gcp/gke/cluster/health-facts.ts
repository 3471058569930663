import type { gkeCluster } from './resource.ts';

/**
 * What is wrong with a cluster or one of its pools; undefined while nothing is.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#Cluster.Status
 */
export function whyUnwell({ status, conditions, nodePools }: typeof gkeCluster.config): string | undefined {
  if (status === 'ERROR' || status === 'DEGRADED') return sentence('the cluster', status, conditions);
  const bad = nodePools?.find((pool) => pool.status === 'ERROR' || pool.status === 'RUNNING_WITH_ERROR');
  return bad && sentence(`the pool ${bad.name ?? ''}`, String(bad.status), bad.conditions);
}

type Conditions = (typeof gkeCluster.config)['conditions'];

function sentence(what: string, status: string, conditions: Conditions): string {
  const why = (conditions ?? []).flatMap(({ message }) => message ?? []).join(' ');
  return `${what} is ${status}${why === '' ? '' : `: ${why}`}`;
}
