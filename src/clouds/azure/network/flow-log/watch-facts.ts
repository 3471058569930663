import { defineFact, type ResourceOf } from '#model';
import { armId, resourceGroupOf } from '../../address.ts';
import { aksCluster } from '../../aks/cluster/resource.ts';
import { virtualNetwork } from '../virtual-network/resource.ts';
import { flowLog } from './resource.ts';

type Log = ResourceOf<typeof flowLog>;

/** A part of a virtual network that nodes or pods of clusters are in, with the flow logs that are on for it. */
export interface Watched {
  /** The name of the subnet, or of the network where a log is on for all of it. */
  readonly name: string;
  readonly isWhole: boolean;
  readonly logs: readonly Log[];
}

/**
 * Which flow logs a virtual network has, where clusters have nodes or pods in it: a log on the network covers all of it,
 * else each subnet needs one of its own or on its security group. Of a network that AKS made every subnet counts.
 * Source: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
 */
export const watchedNetwork = defineFact({
  name: 'azure.watched-network',
  of: virtualNetwork,
  uses: [aksCluster, flowLog],
  work({ id, name, config }, { list, listAll }): readonly Watched[] | 'no-cluster' {
    const named = listAll(aksCluster, { network: id });
    const group = resourceGroupOf(id);
    const isMade = group !== undefined && listAll(aksCluster, { nodeGroup: group }).items.length > 0;
    if (!isMade && named.items.length === 0) return 'no-cluster';
    const on = (target: string | undefined): readonly Log[] =>
      target ? list(flowLog, { target: armId(target) }).items.filter((it) => it.config.enabled === true) : [];
    const ofNetwork = on(id);
    if (ofNetwork.length > 0) return [{ name, isWhole: true, logs: ofNetwork }];
    const used = new Set(named.items.flatMap((it) => [aksCluster.keys.subnet(it.config) ?? []].flat()));
    return (config.subnets ?? [])
      .filter((it) => isMade || used.has(armId(it.id ?? '')))
      .map((it) => ({
        name: it.name ?? it.id ?? '',
        isWhole: false,
        logs: [...on(it.id), ...on(it.networkSecurityGroup?.id)],
      }));
  },
});
