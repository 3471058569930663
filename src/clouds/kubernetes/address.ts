/** The place of a Kubernetes object in its cluster, and the cluster that holds it. */
export interface ObjectAddress {
  /** The cluster's cloud id, or `kubernetes:files:<folder>`. */
  readonly cluster: string;
  /** `core` for the empty group. */
  readonly group: string;
  readonly version: string;
  /** Undefined for what is cluster-wide. */
  readonly namespace: string | undefined;
  readonly plural: string;
  readonly name: string;
}

/** The clouds whose managed clusters are audited. */
export type KubernetesProvider = 'eks' | 'aks' | 'gke';

const filesPrefix = 'kubernetes:files:';
const clusterPrefix = 'k8s:';
const once = /^(.+)\/k8s\.api$/;
const object = /^(.+)\/([^/]+)\/([^/]+)\/(?:namespaces\/([^/]+)|_cluster)\/(?:(images)\/(.+)|([^/]+)\/([^/]+))$/;

/** Composes `<cluster>/<group>/<version>/namespaces/<ns>/<plural>/<name>`, or `_cluster` for what is cluster-wide. */
export function objectAddress({ cluster, group, version, namespace, plural, name }: ObjectAddress): string {
  const place = namespace === undefined ? '_cluster' : `namespaces/${namespace}`;
  return `${cluster}/${group === '' ? 'core' : group}/${version}/${place}/${plural}/${name}`;
}

/** Takes an address apart; undefined when it is none of a Kubernetes object. */
export function parseObjectAddress(address: string): ObjectAddress | undefined {
  const [, cluster, group, version, namespace, images, image, plural, ownName] = object.exec(address) ?? [];
  const name = ownName ?? image;
  if (cluster === undefined || group === undefined || version === undefined || name === undefined) return undefined;
  return { cluster, group, version, namespace, plural: plural ?? images ?? '', name };
}

/** The target that holds an address: `k8s:<cluster id>`, or the target of the files that it was read from. */
export function clusterTargetOf(address: string): string | undefined {
  const target = once.exec(address)?.[1];
  if (target !== undefined) return target;
  const cluster = parseObjectAddress(address)?.cluster;
  if (cluster === undefined) return undefined;
  return cluster.startsWith(filesPrefix) ? cluster : `${clusterPrefix}${cluster}`;
}

/** What the addresses of a target's objects begin with. */
export const addressRootOf = (target: string): string =>
  target.startsWith(clusterPrefix) ? target.slice(clusterPrefix.length) : target;

/** The cloud id of a target's cluster; undefined for files, which do not name it. */
export const clusterIdOf = (target: string): string | undefined =>
  target.startsWith(clusterPrefix) ? target.slice(clusterPrefix.length) : undefined;

/** Whether a target's objects come from files that do not name their cluster. */
export const isFromFiles = (target: string): boolean => target.startsWith(filesPrefix);

/** The address of what a cluster answers about itself. */
export const apiAddress = (target: string): string => `${target}/k8s.api`;

/** Who runs the cluster of a target, told by the shape of the cluster's cloud id. */
export function providerOf(target: string): KubernetesProvider | undefined {
  const id = clusterIdOf(target) ?? '';
  if (/^arn:[^:]+:eks:/.test(id)) return 'eks';
  if (/^\/subscriptions\/.+\/providers\/microsoft\.containerservice\/managedclusters\//i.test(id)) return 'aks';
  return id.startsWith('//container.googleapis.com/') ? 'gke' : undefined;
}
