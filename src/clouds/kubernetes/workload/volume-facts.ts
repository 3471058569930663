import type { Evidence } from '#model';
import type { PodSecurity } from './facts.ts';
import { hasParent, isWithin, pathOf } from './host-path.ts';
import type { EffectiveContainer } from './security-context.ts';

/** A volume that is a path of the node. */
export interface HostVolume {
  readonly name: string;
  readonly path: string;
  readonly mounts: readonly HostMount[];
  readonly evidence: Evidence;
}

/** Where a container sees a volume. */
export interface HostMount {
  readonly container: EffectiveContainer;
  readonly readOnly: boolean;
  /** What the container mounts below it appears on the node. */
  readonly bidirectional: boolean;
}

/** The volumes of a pod that are paths of its node, mounted or not. */
export const hostVolumes = ({ at, spec, containers }: PodSecurity): readonly HostVolume[] =>
  (spec.volumes ?? []).flatMap(({ name, hostPath }, index) => {
    if (!hostPath) return [];
    const mounts = containers.flatMap((container) =>
      (container.config.volumeMounts ?? [])
        .filter((mount) => mount.name === name)
        .map(({ readOnly, mountPropagation }) => ({
          container,
          readOnly: readOnly === true,
          bidirectional: mountPropagation === 'Bidirectional',
        })),
    );
    return [
      { name, path: hostPath.path, mounts, evidence: { at: `${at}.volumes[${index}].hostPath`, actual: hostPath } },
    ];
  });

/** The sockets by which container runtimes take orders. */
export const runtimeSockets = [
  '/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/run/dockershim.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/podman/podman.sock',
  '\\\\.\\pipe\\containerd-containerd',
  '\\\\.\\pipe\\docker_engine',
] as const;

/**
 * Whether a volume hands a runtime's socket to a container: it is mounted, and is the socket or a directory that holds
 * it. The roots that hold everything are no such directories.
 */
export function givesSocket({ path, mounts }: HostVolume, sockets: readonly string[]): boolean {
  const own = pathOf(path);
  if (mounts.length === 0 || own === '/' || own === '/run') return false;
  return sockets.some((socket) => isWithin(pathOf(socket), own));
}

/** The paths of the node that are no socket of a runtime: those have a rule of their own. */
export const otherHostVolumes = (pod: PodSecurity): readonly HostVolume[] =>
  hostVolumes(pod).filter((volume) => !givesSocket(volume, runtimeSockets));

/** The paths of a node that hold credentials, other containers' data, or what runs the node. */
export const sensitivePaths = [
  '/',
  '/etc',
  '/var/lib/kubelet',
  '/var/lib/containerd',
  '/var/lib/docker',
  '/var/lib/etcd',
  '/var/run',
  '/run',
  '/proc',
  '/sys',
  '/root',
  '/home',
  '/var/log',
  '/boot',
  '/dev',
  '/opt/cni',
  '/usr/bin',
  '/var/lib/waagent',
  '/etc/kubernetes/azure.json',
  'C:\\',
  'C:\\k',
] as const;

/** How much of a node a volume gives away. */
export type HostPathRisk = 'takeover' | 'writable' | 'readable';

/**
 * The risk of a volume: writable at, above or below a sensitive path or mounted so that mounts come back to the node,
 * writable elsewhere, or read-only. Nothing lies below a root: else all would be sensitive.
 */
function hostPathRisk({ path, mounts }: HostVolume, sensitive: readonly string[]): HostPathRisk {
  const own = pathOf(path);
  const touches = (entry: string) => isWithin(entry, own) || (hasParent(entry) && isWithin(own, entry));
  if (mounts.some(({ bidirectional }) => bidirectional)) return 'takeover';
  if (mounts.some(({ readOnly }) => !readOnly)) {
    return own === '/' || sensitive.map(pathOf).some(touches) ? 'takeover' : 'writable';
  }
  return mounts.length > 0 && (own === '/' || own === '/etc') ? 'writable' : 'readable';
}

/** The gravest risk of several volumes. */
export function worstRisk(volumes: readonly HostVolume[], sensitive: readonly string[]): HostPathRisk {
  const risks = volumes.map((volume) => hostPathRisk(volume, sensitive));
  return (['takeover', 'writable'] as const).find((risk) => risks.includes(risk)) ?? 'readable';
}

/** `logs (/var/log, writable)`, or `read-only`, or `not mounted`. */
export function hostVolumeWords({ name, path, mounts }: HostVolume): string {
  const how = mounts.length === 0 ? 'not mounted' : mounts.every(({ readOnly }) => readOnly) ? 'read-only' : 'writable';
  return `${name} (${path}, ${how})`;
}

/** The kinds of volumes that the restricted standard allows, the same in every version. */
const restrictedKinds: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** The volumes of other kinds, with the first of them. A volume that names no source is an empty directory. */
export const unrestrictedVolumes = ({ at, spec }: PodSecurity) =>
  (spec.volumes ?? []).flatMap((volume, index) => {
    const kinds = Object.entries(volume).flatMap(([key, value]) => (key === 'name' || !value ? [] : [key]));
    const [kind] = kinds;
    if (kind === undefined || volume.hostPath || kinds.some((one) => restrictedKinds.has(one))) return [];
    return [{ name: volume.name, kind, evidence: { at: `${at}.volumes[${index}]`, actual: volume } }];
  });
