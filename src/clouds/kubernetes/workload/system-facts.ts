import { clusterIdOf, providerOf, type KubernetesProvider } from '../address.ts';
import { isSystemImage } from '../image/system-registry-facts.ts';
import type { PodSecurity } from './facts.ts';
import { imageSources, type ImageSource } from './registry-facts.ts';
import type { Workload } from './pod-template.ts';
import {
  otherHostVolumes,
  givesSocket,
  hostVolumes,
  runtimeSockets,
  sensitivePaths,
  worstRisk,
} from './volume-facts.ts';

/** How names begin of namespaces that a provider makes in its clusters for parts of its own. */
const providersNamespaces: Readonly<Partial<Record<KubernetesProvider, string>>> = {
  aks: 'aks-istio-',
  gke: 'gke-managed-',
};

/** Whether a workload is in one of the namespaces that policy calls the system's, or in one of its provider's. */
export function isInSystem({ target, config }: Workload, names: readonly string[]): boolean {
  const { namespace = 'default' } = config.metadata ?? {};
  const provider = providerOf(target);
  const prefix = provider && providersNamespaces[provider];
  return names.includes(namespace) || (prefix !== undefined && namespace.startsWith(prefix));
}

/** Widespread workloads that are at home in system namespaces though no provider serves their images, by exact name. */
export const knownSystemWorkloads = [
  'aws-load-balancer-controller',
  'aws-node-termination-handler',
  'calico-kube-controllers',
  'calico-node',
  'calico-typha',
  'cilium',
  'cilium-envoy',
  'cilium-operator',
  'cluster-autoscaler',
  'descheduler',
  'ebs-csi-controller',
  'ebs-csi-node',
  'efs-csi-controller',
  'efs-csi-node',
  'external-dns',
  'karpenter',
  'kube-state-metrics',
  'metrics-server',
  'node-local-dns',
  'nodelocaldns',
  'nvidia-device-plugin-daemonset',
  'sealed-secrets-controller',
  'secrets-store-csi-driver',
  'snapshot-controller',
] as const;

/**
 * The images of a workload that neither its provider nor Kubernetes serves. Files do not tell the provider: there every
 * provider's own images count.
 */
export const outsideImages = ({ target }: Workload, pod: PodSecurity): readonly ImageSource[] => {
  const own = providerOf(target);
  const providers = own === undefined && clusterIdOf(target) === undefined ? (['eks', 'aks', 'gke'] as const) : [own];
  return imageSources(pod).filter(
    ({ text, reference }) =>
      reference?.host !== formerRegistry && !providers.some((provider) => isSystemImage(text, provider)),
  );
};

/** Where Kubernetes served its images before registry.k8s.io; what is there is frozen. */
const formerRegistry = 'k8s.gcr.io';

/** By what the pods of a workload take over their node, in words: a part of the system need not be asked who it is. */
export const powersOf = (pod: PodSecurity): readonly string[] => [
  ...(pod.containers.some(({ own }) => own.privileged === true) ? ['a privileged container'] : []),
  ...(pod.spec.hostPID === true ? ['the processes of the node'] : []),
  ...(hasWritablePath(pod) ? ['writable paths of the node'] : []),
  ...(hostVolumes(pod).some((one) => givesSocket(one, runtimeSockets)) ? ['the socket of the runtime'] : []),
];

function hasWritablePath(pod: PodSecurity): boolean {
  const paths = otherHostVolumes(pod).filter(({ mounts }) => mounts.some(({ readOnly }) => !readOnly));
  return paths.length > 0 && worstRisk(paths, sensitivePaths) !== 'readable';
}
