import { fitsStars } from '#lib/pattern';
import { plural } from '#lib/text';
import { defineFact, type Evidence } from '#model';
import { providerOf, type KubernetesProvider } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { node } from './resource.ts';

/** What a node says that it runs; a part that it does not say is undefined. */
export interface NodeSoftware {
  readonly id: string;
  /** `node pool web`, or `nodes with <image>` where no pool is known. */
  readonly pool: string;
  /** A rule of its cloud judges the version of its pool. */
  readonly managed: boolean;
  /** It stands for something that is no machine of its own: only its kubelet says anything, or nothing does. */
  readonly kind: 'machine' | 'fargate' | 'virtual';
  readonly kubelet: string | undefined;
  readonly runtime: string | undefined;
  readonly kernel: string | undefined;
}

/**
 * The labels by which pools tell their nodes, and on which cloud's clusters a rule of the cloud judges the version of such
 * pools. Files do not name the cluster, so that no other rule need know of it.
 */
const poolLabels: readonly (readonly [label: string, judgedOn: KubernetesProvider | undefined])[] = [
  ['eks.amazonaws.com/nodegroup', 'eks'],
  ['kubernetes.azure.com/agentpool', 'aks'],
  ['cloud.google.com/gke-nodepool', 'gke'],
  ['karpenter.sh/nodepool', undefined],
];

/** What the nodes of a cluster run, in the order of their addresses. */
export const nodeSoftware = defineFact({
  name: 'k8s.node-software',
  of: kubernetesApi,
  uses: [node],
  work: ({ target }, { list }): readonly NodeSoftware[] =>
    list(node)
      .items.map(({ id, config }) => softwareOf(id, config, providerOf(target)))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
});

function softwareOf(
  id: string,
  { metadata, status }: typeof node.config,
  provider: KubernetesProvider | undefined,
): NodeSoftware {
  const labels = metadata?.labels ?? {};
  const told = poolLabels.find(([label]) => labels[label] !== undefined);
  const { kubeletVersion, containerRuntimeVersion, kernelVersion, osImage } = status?.nodeInfo ?? {};
  const fargate = labels['eks.amazonaws.com/compute-type'] === 'fargate';
  return {
    id,
    pool: told ? `node pool ${labels[told[0]] ?? ''}` : `nodes with ${osImage || 'no known image'}`,
    managed: provider !== undefined && told?.[1] === provider,
    kind: fargate ? 'fargate' : labels['type'] === 'virtual-kubelet' ? 'virtual' : 'machine',
    kubelet: kubeletVersion || undefined,
    runtime: containerRuntimeVersion || undefined,
    kernel: kernelVersion || undefined,
  };
}

/** What policy asks of nodes. */
export interface NodeLimits {
  readonly maxSkew: number;
  readonly minKubelet: string;
  /** The least version of each minor, such as `1.7.27`. */
  readonly minContainerd: readonly string[];
  /** Patterns in which `*` stands for anything. */
  readonly deniedKernels: readonly string[];
}

/** Something that is wrong with a node. */
export interface NodeFault {
  readonly reason: 'skew' | 'newer' | 'kubelet' | 'runtime' | 'kernel';
  readonly says: string;
  /** No newer control plane takes such a kubelet. */
  readonly atLimit: boolean;
  readonly evidence: Evidence;
}

/**
 * What is wrong with a node beside a control plane of a minor version.
 * Source: https://kubernetes.io/releases/version-skew-policy/
 */
export function nodeFaults(it: NodeSoftware, minor: number, limits: NodeLimits): readonly NodeFault[] {
  const { id, kind, managed, kubelet = '', runtime = '', kernel = '' } = it;
  if (kind === 'virtual') return [];
  const fault = (
    reason: NodeFault['reason'],
    field: string,
    actual: string,
    says: string,
    atLimit = false,
  ): NodeFault => ({
    reason,
    says,
    atLimit,
    evidence: { at: `${id}#status.nodeInfo.${field}`, actual },
  });
  const behind = managed ? 0 : minor - (partsOf(kubelet)[1] ?? minor);
  const plane = `the control plane 1.${minor}`;
  const ofKubelet = [
    ...(behind > limits.maxSkew
      ? [
          fault(
            'skew',
            'kubeletVersion',
            kubelet,
            `kubelet ${kubelet} is ${plural(behind, 'minor version')} behind ${plane}`,
            behind >= 3,
          ),
        ]
      : []),
    ...(behind < 0 ? [fault('newer', 'kubeletVersion', kubelet, `kubelet ${kubelet} is ahead of ${plane}`)] : []),
    ...(isBelow(kubelet, limits.minKubelet)
      ? [fault('kubelet', 'kubeletVersion', kubelet, `kubelet ${kubelet} is below ${limits.minKubelet}`)]
      : []),
  ];
  if (kind === 'fargate') return ofKubelet;
  const least = leastOf(runtime, limits.minContainerd);
  const isDenied = kernel !== '' && limits.deniedKernels.some((one) => fitsStars(kernel, one));
  return [
    ...ofKubelet,
    ...(runtime.startsWith('docker://')
      ? [fault('runtime', 'containerRuntimeVersion', runtime, `the container runtime is ${runtime}`)]
      : []),
    ...(runtime.startsWith('containerd://') && least !== undefined
      ? [fault('runtime', 'containerRuntimeVersion', runtime, `the container runtime ${runtime} is below ${least}`)]
      : []),
    ...(isDenied ? [fault('kernel', 'kernelVersion', kernel, `policy denies the kernel ${kernel}`)] : []),
  ];
}

/** What a runtime is below of: the least version of its minor, or the lowest of them all where its minor is older. */
function leastOf(runtime: string, versions: readonly string[]): string | undefined {
  const ofMinor = versions.filter((one) => isSameMinor(runtime, one));
  if (ofMinor.length > 0) return ofMinor.find((one) => isBelow(runtime, one));
  const [lowest] = versions.toSorted((a, b) => (isBelow(a, b) ? -1 : 1));
  return lowest !== undefined && isBelow(runtime, lowest) ? lowest : undefined;
}

/** Whether a node leaves open what it is asked for: its kubelet's version, its runtime, or a kernel that may be denied. */
export function isSilent({ kind, kubelet = '', runtime, kernel }: NodeSoftware, limits: NodeLimits): boolean {
  if (kind === 'virtual') return false;
  const isOpen = runtime === undefined || (limits.deniedKernels.length > 0 && kernel === undefined);
  return partsOf(kubelet).length === 0 || (kind === 'machine' && isOpen);
}

/** Major, minor and patch of `v1.33.4-eks-1a2b3c`, `containerd://1.7.27-0ubuntu1` and the like; empty where it is none. */
function partsOf(text: string): readonly number[] {
  const [, major, minor, patch = '0'] = /^(?:[a-z-]+:\/\/)?v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return major === undefined || minor === undefined ? [] : [major, minor, patch].map(Number);
}

function isBelow(text: string, least: string): boolean {
  const [own, other] = [partsOf(text), partsOf(least)];
  const at = own.findIndex((part, i) => part !== other[i]);
  return own.length > 0 && other.length > 0 && at >= 0 && (own[at] ?? 0) < (other[at] ?? 0);
}

const isSameMinor = (one: string, other: string): boolean =>
  partsOf(one).slice(0, 2).join('.') === partsOf(other).slice(0, 2).join('.');
