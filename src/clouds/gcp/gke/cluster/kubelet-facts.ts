import { fieldMissing, type Unknown } from '#rule';
import { isAutopilot, poolSources } from './pool-facts.ts';
import type { gkeCluster } from './resource.ts';
import { minorOf } from './version-facts.ts';

type Cluster = typeof gkeCluster.config;

/** Whether the kubelets of some nodes serve the read-only port 10255. */
export interface ReadOnlyPort {
  /** The pool's name; undefined for Autopilot, whose nodes are judged once. */
  readonly key: string | undefined;
  readonly label: string;
  /** What decides. */
  readonly at: string;
  /** Windows nodes have none. */
  readonly port: 'open' | 'closed' | 'none' | Unknown;
}

/**
 * The read-only port of each pool of a Standard cluster, and of the nodes of an Autopilot cluster. What is not said
 * follows from the version that the cluster was made with: since 1.32 the port is closed by itself. The cluster's
 * default is one for new pools, so that it decides for a pool only where the version says the same.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/disable-kubelet-readonly-port
 */
export function readOnlyPorts(config: Cluster): readonly ReadOnlyPort[] {
  if (isAutopilot(config)) return [ofAutopilot(config)];
  const given = config.nodePoolDefaults?.nodeConfigDefaults?.nodeKubeletConfig?.insecureKubeletReadonlyPortEnabled;
  return poolSources(config).map(({ key, at: settingsAt, pool }) => {
    const at = `${settingsAt}.kubeletConfig.insecureKubeletReadonlyPortEnabled`;
    const own = pool?.config?.kubeletConfig?.insecureKubeletReadonlyPortEnabled;
    const judged = { key, label: `The nodes of the pool ${key}` };
    if (/^WINDOWS/i.test(pool?.config?.imageType ?? '')) return { ...judged, at, port: 'none' };
    if (typeof own === 'boolean') return { ...judged, at, port: portOf(own) };
    const untold = byVersion(config);
    const differs = typeof given === 'boolean' && portOf(given) !== untold.port;
    return { ...judged, ...untold, ...(differs && { port: fieldMissing(at) }) };
  });
}

function ofAutopilot(config: Cluster): ReadOnlyPort {
  const { nodePoolAutoConfig: auto, autoscaling } = config;
  const older = autoscaling?.autoprovisioningNodePoolDefaults?.insecureKubeletReadonlyPortEnabled;
  const judged = { key: undefined, label: 'The nodes' };
  const newer = auto?.nodeKubeletConfig?.insecureKubeletReadonlyPortEnabled;
  const at = 'nodePoolAutoConfig.nodeKubeletConfig.insecureKubeletReadonlyPortEnabled';
  if (typeof newer === 'boolean') return { ...judged, at, port: portOf(newer) };
  const olderAt = 'autoscaling.autoprovisioningNodePoolDefaults.insecureKubeletReadonlyPortEnabled';
  if (!auto && typeof older === 'boolean') return { ...judged, at: olderAt, port: portOf(older) };
  const untold = byVersion(config);
  const differs = older === true && untold.port === 'closed';
  return { ...judged, ...untold, ...(differs && { port: fieldMissing(at) }) };
}

function byVersion({ initialClusterVersion }: Cluster): Pick<ReadOnlyPort, 'at' | 'port'> {
  const at = 'initialClusterVersion';
  const minor = minorOf(initialClusterVersion);
  return { at, port: minor === undefined ? fieldMissing(at) : portOf(minor < 32) };
}

const portOf = (isOpen: boolean): 'open' | 'closed' => (isOpen ? 'open' : 'closed');

/** What is said of the kubelets of some nodes. */
export interface KubeletSettings {
  /** The pool's name; that of the settings of nodes that GKE makes by itself is one that no pool can have. */
  readonly key: string;
  readonly label: string;
  readonly at: string;
  readonly settings: NonNullable<NonNullable<Cluster['nodePoolAutoConfig']>['nodeKubeletConfig']> | null | undefined;
}

/** The settings of the kubelets of each pool, and those of the nodes that GKE makes by itself where it says any. */
export function kubeletSettings(config: Cluster): readonly KubeletSettings[] {
  const auto = config.nodePoolAutoConfig?.nodeKubeletConfig;
  const pools = poolSources(config).map(({ key, at, pool }) => ({
    key,
    label: `The nodes of the pool ${key}`,
    at: `${at}.kubeletConfig`,
    settings: pool?.config?.kubeletConfig,
  }));
  const at = 'nodePoolAutoConfig.nodeKubeletConfig';
  const label = 'Nodes that GKE makes by itself';
  return [...pools, ...(auto ? [{ key: 'auto-provisioning', label, at, settings: auto }] : [])];
}
