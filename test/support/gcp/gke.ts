import {
  admissionPolicy,
  policyOfCluster,
  type AdmissionPolicy,
} from '#clouds/gcp/binary-authorization/policy/resource';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { gkeServerConfig, serverConfigOf } from '#clouds/gcp/gke/server-config/resource';
import { gkeUpgradeInfo, upgradeInfoOf } from '#clouds/gcp/gke/upgrade-info/resource';
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

type UpgradeInfo = typeof gkeUpgradeInfo.config;
type ServerConfig = typeof gkeServerConfig.config;

/** Until when the minor of that cluster is supported. */
export const upgradeInfoWith = (config: Draft<UpgradeInfo>): Resource<'gke.upgrade-info', UpgradeInfo> =>
  make(gkeUpgradeInfo, upgradeInfoOf(gkeWith().id), config, { name: 'shop' });

/** What GKE offers in the region of that cluster. */
export const serverConfigWith = (config: Draft<ServerConfig>): Resource<'gke.server-config', ServerConfig> =>
  make(gkeServerConfig, serverConfigOf(gkeWith().id), config, { name: 'europe-west1' });

/** The policy of Binary Authorization in the project of that cluster. */
export const admissionPolicyWith = (config: AdmissionPolicy): Resource<'gcp.admission-policy', AdmissionPolicy> =>
  make(admissionPolicy, policyOfCluster(gkeWith().id), config);
