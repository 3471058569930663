import type { protos } from '@google-cloud/container';
import type { Wire } from '#model';
import { fullName, networkName, projectOf } from '../../address.ts';

type Cluster = Wire<protos.google.container.v1.ICluster>;
type Pool = NonNullable<Cluster['nodePools']>[number];

/** The full names of the networks that a cluster has nodes on: its own, and what pools have besides. */
export const networksOfCluster = (cluster: Cluster): readonly string[] => [
  ...new Set([...ownNetwork(cluster), ...(cluster.nodePools ?? []).flatMap((pool) => networksOfPool(cluster, pool))]),
];

/**
 * The full names of the networks that the nodes of a pool have an interface on. A short name is one of the cluster's
 * project; shared networks of a host project are named in full.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/setup-multinetwork-support-for-pods
 */
export const networksOfPool = (cluster: Cluster, { networkConfig }: Pool): readonly string[] => {
  const besides = (networkConfig?.additionalNodeNetworkConfigs ?? []).flatMap(({ network }) => network || []);
  return [...ownNetwork(cluster), ...besides.map((it) => networkName(it, projectIn(cluster)))];
};

/** The full name of the network that a cluster is made in; none where it names none. */
export function ownNetwork(cluster: Cluster): readonly string[] {
  const named = cluster.networkConfig?.network || cluster.network;
  return named ? [networkName(named, projectIn(cluster))] : [];
}

const projectIn = ({ selfLink }: Cluster): string =>
  projectOf(fullName('container', selfLink ?? '') ?? '')?.replace('gcp:', '') ?? '';
