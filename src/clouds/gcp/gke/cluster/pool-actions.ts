import type { protos } from '@google-cloud/container';
import {
  defineAction,
  wire,
  type Action,
  type ActionMaker,
  type CannotPlan,
  type Fail,
  type ResourceOf,
  type Wire,
} from '#model';
import { cannotPlan } from '#rule';
import { former } from '../../../former.ts';
import { whyUnwell } from './health-facts.ts';
import { formerKubelet, toldKubelet } from './kubelet-wish.ts';
import type { Upkeep } from './pool-management-facts.ts';
import { gkeCluster } from './resource.ts';
import { clusterPermissions } from './update-actions.ts';

type Pool = NonNullable<(typeof gkeCluster.config)['nodePools']>[number];
type Update = protos.google.container.v1.IUpdateNodePoolRequest;
type Management = protos.google.container.v1.ISetNodePoolManagementRequest;

/** A request about one pool of the cluster. */
export type InPool<R> = Wire<R & { readonly nodePoolId: string }>;

/** Gives the nodes of a pool private addresses only, or public ones too. They are made anew. */
export const updatePoolNetwork = poolAction<Pick<Update, 'nodeNetworkConfig'>>(
  'gke.update-pool-network',
  (pool, request) => ({
    networkConfig: { ...pool.networkConfig, ...request.nodeNetworkConfig },
  }),
  ({ networkConfig }, { nodePoolId, nodeNetworkConfig }) => ({
    nodePoolId,
    nodeNetworkConfig: former(networkConfig, nodeNetworkConfig ?? {}, { enablePrivateNodes: false }),
  }),
);

/** Puts the metadata server of GKE between the pods and the metadata of their node. The nodes are made anew. */
export const updatePoolMetadata = poolAction<Pick<Update, 'workloadMetadataConfig'>>(
  'gke.update-pool-metadata',
  (pool, { workloadMetadataConfig }) => ({ config: { ...pool.config, workloadMetadataConfig } }),
  ({ config }, { nodePoolId }) => ({
    nodePoolId,
    workloadMetadataConfig: { mode: 'GCE_METADATA', ...config?.workloadMetadataConfig },
  }),
);

/**
 * Changes what the kubelets of a pool are told; what is not said stays. The nodes are made anew. Whether the service
 * merges a part into what stands is not documented, so that a plan says the whole of it.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/node-system-config
 */
export const updatePoolKubelet = poolAction<Pick<Update, 'kubeletConfig'>>(
  'gke.update-pool-kubelet',
  ({ config }, { kubeletConfig }) => ({
    config: { ...config, kubeletConfig: toldKubelet(config?.kubeletConfig, kubeletConfig) },
  }),
  ({ config }, { nodePoolId, kubeletConfig }) => ({
    nodePoolId,
    kubeletConfig: formerKubelet(config?.kubeletConfig, kubeletConfig),
  }),
);

/** Replaces whether a pool is upgraded and repaired by itself: `SetNodePoolManagement`. */
export const setPoolManagement = poolAction<Pick<Management, 'management'>>(
  'gke.set-pool-management',
  (_, { management }) => ({
    management: {
      ...(management?.autoUpgrade === true && { autoUpgrade: true }),
      ...(management?.autoRepair === true && { autoRepair: true }),
    },
  }),
  ({ management }, { nodePoolId }) => ({
    nodePoolId,
    management: { autoUpgrade: management?.autoUpgrade === true, autoRepair: management?.autoRepair === true },
  }),
);

/** Has GKE keep up the nodes of a pool in one more way; the other stays as it is. */
export function planUpkeep(
  cluster: ResourceOf<typeof gkeCluster>,
  { key }: Fail,
  upkeep: Upkeep,
): readonly Action[] | CannotPlan {
  const pool = cluster.config.nodePools?.find(({ name }) => name === key);
  if (!pool?.name) return cannotPlan('the defaults of node auto-provisioning are replaced as a whole: set them there');
  const { autoRepair, autoUpgrade } = pool.management ?? {};
  const management = { autoRepair: autoRepair === true, autoUpgrade: autoUpgrade === true, [upkeep]: true };
  return [setPoolManagement(cluster, { nodePoolId: pool.name, management })];
}

/**
 * A change of one pool. The service merges what it is given into what stands, and compares nothing.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters.nodePools
 */
function poolAction<R>(
  name: string,
  become: (pool: Pool, request: InPool<R>) => Partial<Pool>,
  back: (before: Pool, request: InPool<R>) => InPool<R>,
): ActionMaker<typeof gkeCluster, InPool<R>> {
  return defineAction({
    name,
    on: gkeCluster,
    kind: 'replace',
    permissions: clusterPermissions,
    writes: ['nodePools'],
    request: wire<R & { readonly nodePoolId: string }>(),
    simulate(cluster, request) {
      const nodePools = (cluster.config.nodePools ?? []).map((pool) =>
        pool.name === request.nodePoolId ? { ...pool, ...become(pool, request) } : pool,
      );
      return [{ put: { ...cluster, config: { ...cluster.config, nodePools } } }];
    },
    undo: ({ config }, request, again) => {
      const stood = (config.nodePools ?? []).filter(({ name: pool }) => pool === request.nodePoolId);
      return stood.map((pool) => again(back(pool, request)));
    },
    healthy: ({ config }) => whyUnwell(config),
  });
}
