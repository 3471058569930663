import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Cluster = typeof gkeCluster.config;

export const project = 'projects/shop-prod';

/** The full name of the network called main. */
export const mainNetwork = `//compute.googleapis.com/${project}/global/networks/main`;

/** The tag that GKE puts on the nodes of the cluster called shop. */
export const nodeTag = 'gke-shop-1a2b3c4d-node';

/** A cluster called shop that runs on the network main, with the configuration a test gives. */
export const gkeWith = (config: Draft<Cluster> = {}): Resource<'gke.cluster', Cluster> =>
  make(gkeCluster, `//container.googleapis.com/${project}/locations/europe-west1/clusters/shop`, {
    name: 'shop',
    id: '1a2b3c4d5e6f',
    status: 'RUNNING',
    location: 'europe-west1',
    selfLink: `https://container.googleapis.com/v1/${project}/locations/europe-west1/clusters/shop`,
    network: 'main',
    nodePools: [{ name: 'system', config: { tags: ['web'] } }],
    ...config,
  });

/** The same cluster with what the types do not know: values that are newer than the client, names that are older. */
export const gkeSaying = (config: object): Resource<'gke.cluster', Cluster> => {
  const cluster = gkeWith();
  return { ...cluster, config: { ...cluster.config, ...config } };
};
