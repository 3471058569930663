import type { protos } from '@google-cloud/container';
import type { Wire } from '#model';

type Cluster = Wire<protos.google.container.v1.ICluster>;

/** What stands for the Compute Engine default account of a cluster's project, which no cluster names by its address. */
export const defaultAccount = 'default';

/**
 * The service accounts that the nodes of a cluster run as, each once, by address or as `defaultAccount`: those of its pools
 * and of the pools that GKE adds by itself. On Autopilot the defaults decide, and the pools where these name none.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/service-accounts
 */
export function accountsOfCluster({ nodePools, autoscaling, autopilot }: Cluster): readonly string[] {
  const pools = (nodePools ?? []).map(({ config }) => config?.serviceAccount);
  const added = autoscaling?.autoprovisioningNodePoolDefaults?.serviceAccount;
  const alone = autopilot?.enabled === true && (Boolean(added) || pools.length === 0);
  const both = autopilot?.enabled !== true && autoscaling?.enableNodeAutoprovisioning === true;
  const named = alone ? [added] : both ? [...pools, added] : pools;
  return [...new Set(named.map((it) => it || defaultAccount))];
}

/**
 * The project of a service account that people made; of one that Google made its address tells none. The project of an
 * organisation of old has the domain of that before its name.
 * Source: https://cloud.google.com/iam/docs/service-account-types
 */
export function projectOfAccount(account: string): string | undefined {
  const shape = /^[^@/]+@([a-z][a-z0-9-]*)(?:\.([a-z0-9.-]+))?\.iam\.gserviceaccount\.com$/;
  const [, project, domain] = shape.exec(account) ?? [];
  return project === undefined || domain === undefined ? project : `${domain}:${project}`;
}
