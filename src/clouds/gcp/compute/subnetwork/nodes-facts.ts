import { defineFact } from '#model';
import { privateByDefault, publicPools } from '../../gke/cluster/private-nodes-facts.ts';
import { gkeCluster } from '../../gke/cluster/resource.ts';
import { ownSubnetwork, subnetworkOfPool } from '../../gke/cluster/subnetworks.ts';
import { subnetwork } from './resource.ts';

/** The nodes that a subnetwork holds. */
export interface SubnetNodes {
  /** The clusters that have nodes in it, by name. */
  readonly clusters: readonly string[];
  /** Those of them that have nodes without external addresses in it. */
  readonly withPrivateNodes: readonly string[];
}

/**
 * The nodes of GKE clusters of any watched project that a subnetwork holds. Of a cluster that lists no pool, as
 * Autopilot may, the nodes to come are in its own subnetwork.
 */
export const subnetNodes = defineFact({
  name: 'gcp.subnet-nodes',
  of: subnetwork,
  uses: [gkeCluster],
  work({ id }, { listAll }): SubnetNodes {
    const here = listAll(gkeCluster, { subnetwork: id }).items;
    const isPrivate = ({ config }: (typeof here)[number]): boolean => {
      const pools = config.nodePools ?? [];
      if (pools.length === 0) return ownSubnetwork(config).includes(id) && privateByDefault(config);
      const open = new Set(publicPools(config).map(({ name }) => name));
      return pools.some((pool) => subnetworkOfPool(config, pool).includes(id) && !open.has(pool.name ?? ''));
    };
    return {
      clusters: here.map(({ name }) => name),
      withPrivateNodes: here.filter(isPrivate).map(({ name }) => name),
    };
  },
});
