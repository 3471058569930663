import { sendBy } from '#clouds/apply-hand';
import type { ClusterAccess } from '#clouds/cluster-access';
import type { Gate } from '#clouds/gate';
import { kubernetesApplies } from '#clouds/kubernetes/apply';
import type { EndpointOptions } from '#clouds/kubernetes/connect/endpoint';
import { writerOf } from '#clouds/kubernetes/writer';
import type { Failure } from '#clouds/sheet';
import { ShoalwatchError, type Action, type Resource, type Sent } from '#model';

interface Way {
  readonly gate: Gate;
  readonly clusterAt: (address: string) => Promise<Resource | undefined>;
  readonly access: (cluster: Resource) => Promise<ClusterAccess | Failure> | ClusterAccess | Failure;
  readonly endpoint?: EndpointOptions | undefined;
}

/** Whether something stands in the API of a cluster, and not in that of its cloud. */
export const isInside = ({ target }: Resource): boolean => target.startsWith('k8s:');

/** Sends an action to the API of a cluster. Throws a cloud error where that cannot be called. */
export async function sendInside(
  { gate, clusterAt, access, endpoint }: Way,
  action: Action,
  subject: Resource,
): Promise<Sent> {
  const id = subject.target.slice('k8s:'.length);
  const cluster = await clusterAt(id);
  const way = cluster ? await access(cluster) : { detail: 'it stands in no reading of its cloud' };
  if (!('endpoint' in way)) {
    throw new ShoalwatchError('cloud', `the Kubernetes API of ${id} cannot be called: ${way.detail}`, {
      cure: 'shoalwatch doctor',
    });
  }
  const { endpoint: url, ca, token } = way;
  const writer = writerOf({ gate, cluster: id, endpoint: { url, ca }, token, ...endpoint });
  try {
    return await sendBy(kubernetesApplies, writer, action, subject);
  } finally {
    await writer.close();
  }
}
