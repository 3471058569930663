import type { protos } from '@google-cloud/container';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

/**
 * How a GKE cluster is upgraded, and until when its minor is supported: the answer of `fetchClusterUpgradeInfo`. It names
 * no cluster: see `upgradeInfoOf` for its address.
 */
export const gkeUpgradeInfo = defineType({
  name: 'gke.upgrade-info',
  scope: 'gcp-project',
  reads: ['container.clusters.get'],
  changedBy: ['UpdateCluster', 'UpdateMaster'].flatMap((call) =>
    ['v1', 'v1beta1'].map((version) => `google.container.${version}.ClusterManager.${call}`),
  ),
  // Maintenance windows open and close by themselves.
  volatile: ['autoUpgradeStatus', 'pausedReason'],
  config: wire<protos.google.container.v1.IClusterUpgradeInfo>(),
  home: projectOf,
});

/** The address of the answer for a cluster, given by its full name. */
export const upgradeInfoOf = (cluster: string): string => `${cluster}/upgradeInfo`;
