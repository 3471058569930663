import { sendBy } from '#clouds/apply-hand';
import type { ClusterAccess } from '#clouds/cluster-access';
import type { Gate } from '#clouds/gate';
import { kubernetesApplies } from '#clouds/kubernetes/apply';
import { RefusedEndpoint, type EndpointOptions } from '#clouds/kubernetes/connect/endpoint';
import { writerOf, type KubernetesWriter } from '#clouds/kubernetes/writer';
import type { Failure } from '#clouds/sheet';
import type { Action, Resource, Sent } from '#model';

interface Way {
  readonly gate: Gate;
  readonly clusterAt: (address: string) => Promise<Resource | undefined>;
  readonly access: (cluster: Resource) => Promise<ClusterAccess | Failure> | ClusterAccess | Failure;
  readonly endpoint?: EndpointOptions | undefined;
}

/** Whether something stands in the API of a cluster, and not in that of its cloud. */
export const isInside = ({ target }: Resource): boolean => target.startsWith('k8s:');

/** Sends an action to the API of a cluster. Where that cannot be called nothing is sent, and the answer says why. */
export async function sendInside(
  { gate, clusterAt, access, endpoint }: Way,
  action: Action,
  subject: Resource,
): Promise<Sent> {
  const id = subject.target.slice('k8s:'.length);
  const cluster = await clusterAt(id);
  const way = cluster ? await access(cluster) : { detail: 'It stands in no reading of its cloud.' };
  if (!('endpoint' in way)) return notCalled(id, way.detail);
  const writer = writerTo(way, { gate, cluster: id, ...endpoint });
  if (writer instanceof RefusedEndpoint) return notCalled(id, writer.message);
  try {
    return await sendBy(kubernetesApplies, writer, action, subject);
  } finally {
    await writer.close();
  }
}

function writerTo(
  { endpoint: url, ca, token }: ClusterAccess,
  more: Omit<Parameters<typeof writerOf>[0], 'endpoint' | 'token'>,
): KubernetesWriter | RefusedEndpoint {
  try {
    return writerOf({ ...more, endpoint: { url, ca }, token });
  } catch (error) {
    if (error instanceof RefusedEndpoint) return error;
    throw error;
  }
}

const notCalled = (id: string, why: string): Sent => ({
  ...{ is: 'refused', code: 'NoAccess' },
  says: `The Kubernetes API of ${id} cannot be called: ${why}`,
});
