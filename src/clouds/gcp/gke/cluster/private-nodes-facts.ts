import type { gkeCluster } from './resource.ts';

type Cluster = typeof gkeCluster.config;

/** Whether new nodes are private where their pool does not say; the newer field goes before its mirror. */
export const privateByDefault = ({ networkConfig, privateClusterConfig }: Cluster): boolean =>
  networkConfig?.defaultEnablePrivateNodes ?? privateClusterConfig?.enablePrivateNodes ?? false;

/** The pools whose nodes get external addresses, with the paths that decide. */
export const publicPools = (config: Cluster): readonly { readonly name: string; readonly at: string }[] =>
  (config.nodePools ?? []).flatMap(({ name, networkConfig }, i) =>
    (networkConfig?.enablePrivateNodes ?? privateByDefault(config))
      ? []
      : [{ name: name ?? '', at: `nodePools[${i}].networkConfig.enablePrivateNodes` }],
  );
