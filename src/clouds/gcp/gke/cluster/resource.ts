import type { protos } from '@google-cloud/container';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';
import { accountsOfCluster } from './accounts.ts';
import { versionsOf } from './components.ts';
import { networksOfCluster } from './networks.ts';
import { subnetworksOfCluster } from './subnetworks.ts';

/** The calls of the API that change a cluster or its pools, besides those that only resize a pool. */
const changes = [
  'CreateCluster',
  'UpdateCluster',
  'DeleteCluster',
  'UpdateMaster',
  'CreateNodePool',
  'UpdateNodePool',
  'DeleteNodePool',
  'RollbackNodePoolUpgrade',
  'CompleteNodePoolUpgrade',
  'SetMasterAuth',
  'StartIPRotation',
  'CompleteIPRotation',
  'SetLegacyAbac',
  'SetNetworkPolicy',
  'SetAddonsConfig',
  'SetLoggingService',
  'SetLocations',
  'SetMaintenancePolicy',
  'SetNodePoolManagement',
  'SetLabels',
];

/** A GKE cluster with its node pools, as the API prints it in JSON: an entry of `listClusters`. */
export const gkeCluster = defineType({
  name: 'gke.cluster',
  scope: 'gcp-project',
  reads: ['container.clusters.list', 'container.clusters.get'],
  callers: ['logging.logEntries.list', 'logging.privateLogEntries.list'],
  changedBy: [
    ...changes.flatMap((call) =>
      ['v1', 'v1beta1'].map((version) => `google.container.${version}.ClusterManager.${call}`),
    ),
    'google.container.internal.ClusterManagerInternal.UpdateClusterInternal',
  ],
  volatile: ['etag', 'labelFingerprint', 'currentNodeCount'],
  config: wire<protos.google.container.v1.ICluster>(),
  keys: {
    /** The full names of its networks, in the host project where they are shared. */
    network: networksOfCluster,
    /** The full names of the subnetworks that its nodes are in. */
    subnetwork: subnetworksOfCluster,
    /** The addresses of the service accounts that its nodes run as. */
    account: accountsOfCluster,
  },
  home: projectOf,
  components: { kinds: ['version'], read: versionsOf },
  settling: ({ status }) => ['PROVISIONING', 'STOPPING'].find((it) => it === status),
  busy: ({ status }) => (status === 'RECONCILING' ? status : undefined),
});
