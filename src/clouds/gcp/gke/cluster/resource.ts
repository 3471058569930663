import type { protos } from '@google-cloud/container';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';
import { networksOfCluster } from './networks.ts';

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
    /** The full names of its networks, in the host project where they are shared. */
    network: networksOfCluster,
  },
  home: projectOf,
  settling: ({ status }) => ['PROVISIONING', 'STOPPING'].find((it) => it === status),
});
