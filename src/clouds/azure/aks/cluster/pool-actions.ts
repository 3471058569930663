import type { AgentPool } from '@azure/arm-containerservice';
import { cannotPlan, defineAction, wire } from '#model';
import type { Action, CannotPlan, ResourceOf, Wire } from '#model';
import { former } from '../../../former.ts';
import { merged, type PartOf } from '../../merge.ts';
import { refusedNow } from './actions.ts';
import { whyUnwell } from './health-facts.ts';
import { aksCluster } from './resource.ts';

/** The parts of a pool that are changed in place. */
export type PoolChange = PartOf<Pick<AgentPool, 'enableFips' | 'networkProfile'>>;

/** A request about one pool of the cluster. */
interface InPool {
  readonly agentPoolName: string;
  readonly change: PoolChange;
}

/**
 * Changes some fields of a pool. The write is a PUT of the pool as it was read, with these fields in it and the ETag of
 * the read in `If-Match`, which the service compares. A pool in a subnet of the customer asks for the right to join that.
 * Source: https://learn.microsoft.com/rest/api/aks/agent-pools/create-or-update
 */
export const updatePool = defineAction({
  name: 'aks.update-pool',
  on: aksCluster,
  kind: 'cas',
  permissions: [
    'Microsoft.ContainerService/managedClusters/agentPools/read',
    'Microsoft.ContainerService/managedClusters/agentPools/write',
    'Microsoft.ContainerService/locations/operations/read',
    'Microsoft.Network/virtualNetworks/subnets/join/action',
  ],
  writes: ['agentPoolProfiles.enableFips', 'agentPoolProfiles.networkProfile.allowedHostPorts'],
  request: wire<InPool>(),
  simulate(cluster, { agentPoolName, change }) {
    const agentPoolProfiles = (cluster.config.agentPoolProfiles ?? []).map((pool) =>
      pool.name === agentPoolName ? merged(pool, change) : pool,
    );
    return [{ put: { ...cluster, config: { ...cluster.config, agentPoolProfiles } } }];
  },
  undo: ({ config }, { agentPoolName, change }, again) => {
    const stood = (config.agentPoolProfiles ?? []).filter(({ name }) => name === agentPoolName);
    return stood.map((pool) => again({ agentPoolName, change: former(pool, change, unset) }));
  },
  healthy: ({ config }) => whyUnwell(config),
});

/** What stands for a field that the answer leaves out. */
const unset = { enableFips: false, networkProfile: { allowedHostPorts: [] } };

/** Plans a change of some fields of a pool, where the service takes one now. */
export function changedPool(
  cluster: ResourceOf<typeof aksCluster>,
  agentPoolName: string,
  change: Wire<PoolChange>,
): readonly Action[] | CannotPlan {
  const pool = cluster.config.agentPoolProfiles?.find(({ name }) => name === agentPoolName);
  const { provisioningState: state = 'Succeeded', powerState } = pool ?? {};
  const isStopped = powerState?.code === 'Stopped';
  const ofPool = isStopped ? 'the pool is stopped' : `the pool is in the state ${state}`;
  const refused = refusedNow(cluster.config) ?? (isStopped || state !== 'Succeeded' ? ofPool : undefined);
  return refused ? cannotPlan(refused) : [updatePool(cluster, { agentPoolName, change })];
}
