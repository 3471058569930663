import { defineFact } from '#model';
import { networksOfPool } from './networks.ts';
import { privateByDefault } from './private-nodes-facts.ts';
import { gkeCluster } from './resource.ts';

type Cluster = typeof gkeCluster.config;
type Pool = NonNullable<Cluster['nodePools']>[number];

/** The nodes of one pool, as firewalls see them. */
export interface GkeNodes {
  readonly tags: readonly string[];
  /** The network tag that GKE adds and the API does not list. */
  readonly ownTag: RegExp;
  /** The service account's address; `default` where none is named. */
  readonly account: string;
  /** The values of its secure tags, as the cluster spells them. */
  readonly secureTags: readonly string[];
  readonly isPrivate: boolean;
  readonly region: string;
  /** The full names of the networks that they have an interface on. */
  readonly networks: readonly string[];
}

/**
 * The nodes of a GKE cluster. An Autopilot cluster may list no pools: its nodes are then one group, with the tags and
 * the account of its automatic configuration.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules
 */
export const gkeNodes = defineFact({
  name: 'gke.nodes',
  of: gkeCluster,
  work({ config }): readonly GkeNodes[] {
    const pools = config.nodePools ?? [];
    const listed = pools.length > 0 || config.autopilot?.enabled !== true ? pools : [{}];
    return listed.map((pool) => nodesOf(config, pool));
  },
});

function nodesOf(cluster: Cluster, pool: Pool): GkeNodes {
  const { config, networkConfig } = pool;
  const auto = cluster.autopilot?.enabled === true ? cluster.nodePoolAutoConfig : undefined;
  const fallback = cluster.autoscaling?.autoprovisioningNodePoolDefaults?.serviceAccount;
  const id = (cluster.id ?? '').slice(0, 8).replace(/[^0-9a-z]/gi, '');
  return {
    tags: [...(config?.tags ?? []), ...(auto?.networkTags?.tags ?? [])],
    ownTag: new RegExp(id === '' ? '^$' : `^gk[e3]-.*-${id}-node$`),
    account: config?.serviceAccount || fallback || 'default',
    secureTags: [
      ...Object.values(config?.resourceManagerTags?.tags ?? {}),
      ...Object.values(auto?.resourceManagerTags?.tags ?? {}),
    ],
    isPrivate: networkConfig?.enablePrivateNodes ?? privateByDefault(cluster),
    region: (cluster.location ?? cluster.zone ?? '').replace(/-[a-z]$/, ''),
    networks: networksOfPool(cluster, pool),
  };
}
