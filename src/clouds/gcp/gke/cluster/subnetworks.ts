import type { protos } from '@google-cloud/container';
import type { Wire } from '#model';
import { fullName, projectOf } from '../../address.ts';

type Cluster = Wire<protos.google.container.v1.ICluster>;
type Pool = NonNullable<Cluster['nodePools']>[number];

/** The full names of the subnetworks that the nodes of a cluster are in: its own, and those that its pools name. */
export const subnetworksOfCluster = (cluster: Cluster): readonly string[] => [
  ...new Set([
    ...ownSubnetwork(cluster),
    ...(cluster.nodePools ?? []).flatMap((pool) => subnetworkOfPool(cluster, pool)),
  ]),
];

/**
 * The full name of the subnetwork that the nodes of a pool are in: the cluster's unless the pool names one, in full, or by
 * its short name beside the cluster's.
 * Source: the comment on `NodeNetworkConfig.subnetwork` in google/container/v1/cluster_service.proto
 */
export function subnetworkOfPool(cluster: Cluster, { networkConfig }: Pool): readonly string[] {
  const named = networkConfig?.subnetwork;
  const own = ownSubnetwork(cluster);
  if (!named) return own;
  const full = fullName('compute', named);
  return full === undefined ? own.map((it) => it.replace(/[^/]+$/, named)) : [full];
}

/** The full name of the subnetwork that a cluster is made in; none where it names none. A short name is one of its project and region. */
export function ownSubnetwork({ networkConfig, subnetwork, selfLink, location }: Cluster): readonly string[] {
  const named = networkConfig?.subnetwork || subnetwork;
  if (!named) return [];
  const full = fullName('compute', named);
  if (full !== undefined) return [full];
  const target = projectOf(fullName('container', selfLink ?? '') ?? '');
  if (target === undefined || !location) return [];
  const region = location.replace(/-[a-z]$/, '');
  return [`//compute.googleapis.com/projects/${target.replace('gcp:', '')}/regions/${region}/subnetworks/${named}`];
}
