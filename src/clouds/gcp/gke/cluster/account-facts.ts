import { defaultsOf, isAutopilot, nodeSources, poolSources, type NodeSource } from './pool-facts.ts';
import type { gkeCluster } from './resource.ts';

type Cluster = typeof gkeCluster.config;

/**
 * What decides the service account of nodes. On Autopilot the defaults do, and where they name none the pools, which the
 * cluster may list or not.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/service-accounts
 */
export function accountSources(config: Cluster): readonly NodeSource[] {
  if (!isAutopilot(config)) return nodeSources(config);
  const defaults = defaultsOf(config);
  const pools = poolSources(config);
  return defaults.settings.serviceAccount || pools.length === 0 ? [defaults] : pools;
}

/** Whether an account is the Compute Engine one that each project begins with. */
export const isDefaultAccount = (account: string | null | undefined): boolean =>
  !account || account === 'default' || /^\d+-compute@developer\.gserviceaccount\.com$/.test(account);
