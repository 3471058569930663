import type { protos } from '@google-cloud/container';
import { defineType, wire } from '#model';
import { fullName, networkName, projectOf } from '../../address.ts';

/** A GKE cluster with its node pools, as the API prints it in JSON: an entry of `listClusters`. */
export const gkeCluster = defineType({
  name: 'gke.cluster',
  scope: 'gcp-project',
  reads: ['container.clusters.list', 'container.clusters.get'],
  changedBy: [
    'CreateCluster',
    'UpdateCluster',
    'DeleteCluster',
    'UpdateMaster',
    'CreateNodePool',
    'UpdateNodePool',
    'DeleteNodePool',
    'SetMasterAuth',
    'SetLegacyAbac',
    'SetNetworkPolicy',
    'SetAddonsConfig',
    'SetNodePoolManagement',
  ].flatMap((call) => ['v1', 'v1beta1'].map((version) => `google.container.${version}.ClusterManager.${call}`)),
  volatile: ['etag', 'currentNodeCount'],
  config: wire<protos.google.container.v1.ICluster>(),
  keys: {
    /** The full name of its network, in the host project where it is shared. */
    network: ({ selfLink, network, networkConfig }) => {
      const project = projectOf(fullName('container', selfLink ?? '') ?? '')?.replace('gcp:', '') ?? '';
      const named = networkConfig?.network || network;
      return named ? networkName(named, project) : undefined;
    },
  },
  home: projectOf,
  settling: ({ status }) => ['PROVISIONING', 'STOPPING'].find((it) => it === status),
});
