import type { FixDesk } from '#app/remediate/desk';
import type { SweepCloud } from '#app/sweep/shapes';
import type { ClusterAccess } from '#clouds/cluster-access';
import type { Gate } from '#clouds/gate';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import type { EndpointOptions } from '#clouds/kubernetes/connect/endpoint';
import type { Failure } from '#clouds/sheet';
import type { Clock, Cloud, Resource, Type } from '#model';
import type { Deployment } from './config.ts';

/** A cloud that can also open the clusters it holds. */
export interface ClusterCloud extends Required<Cloud> {
  access(cluster: Resource, signal?: AbortSignal): Promise<ClusterAccess | Failure>;
  /** Who called the API of a cluster lately, where the cloud can tell. */
  readonly callers?: FixDesk['callers'];
}

/** What a cloud is made with. */
export interface Way {
  readonly gate: Gate;
  readonly clock: Clock;
  readonly config: Deployment;
  /** The ids of all targets of the cloud where they are known: a cloud that did not discover them has to be told. */
  readonly known?: readonly string[] | undefined;
  readonly endpoint?: EndpointOptions | undefined;
}

/** One cloud, as the functions that read it know it. */
export interface CloudParts {
  readonly name: SweepCloud;
  /** Everything that is read of it, and of its clusters. */
  readonly types: readonly Type[];
  /** How tests stand in for the network of clusters. */
  readonly endpoint?: EndpointOptions;
  open(way: Way): Promise<ClusterCloud>;
}

/** The API of one cluster; one that cannot be entered says why in its readings. */
export async function insideOf(
  cloud: Pick<ClusterCloud, 'access'>,
  { gate, clock, endpoint }: Pick<Way, 'gate' | 'clock' | 'endpoint'>,
  cluster: Resource,
  signal?: AbortSignal,
): Promise<Required<Cloud>> {
  const access = await cloud.access(cluster, signal);
  const it = 'endpoint' in access ? access : { cluster: cluster.id, closed: access };
  return kubernetesCloud({ gate, clock, clusters: () => [it], ...endpoint });
}
