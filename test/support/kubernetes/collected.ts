import { gateOf } from '#clouds/gate';
import type { ClusterAccess } from '#clouds/cluster-access';
import { kubernetesCloud, type ClosedCluster } from '#clouds/kubernetes/cloud';
import type { Gap, Reading } from '#model';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { startKubernetes, type KubernetesOptions, type KubernetesSimulator } from '../../sim/kubernetes/server.ts';
import { realClock } from '../../sim/virtual-clock.ts';
import { clusters } from './objects.ts';

/** What the simulated cluster holds when a test does not say. */
export const estate = generateKubernetesEstate({ seed: 3, provider: 'eks', namespaces: 12 });

const running: KubernetesSimulator[] = [];

/** Ends what a test has started. */
export async function stopAll(): Promise<void> {
  for (const simulator of running.splice(0)) await simulator.close();
}

/** Starts a simulated cluster. */
export async function start(options: Partial<KubernetesOptions> = {}): Promise<KubernetesSimulator> {
  const simulator = await startKubernetes({ estate, ...options });
  running.push(simulator);
  return simulator;
}

/** The way to a simulated cluster. */
export const accessTo = ({ url, ca, token }: KubernetesSimulator): ClusterAccess => ({
  cluster: clusters.eks,
  endpoint: url,
  ca,
  token: () => Promise.resolve(token),
});

/** Collects a cluster once, without retries. */
export async function read(
  access: ClusterAccess | ClosedCluster,
  { allowLoopback = true, timeoutMs = 5000 }: { allowLoopback?: boolean; timeoutMs?: number } = {},
): Promise<Reading> {
  const gate = gateOf({ clock: realClock, attempts: 1, timeoutMs });
  const cloud = kubernetesCloud({ gate, clock: realClock, clusters: () => [access], allowLoopback });
  const { targets } = await cloud.discover();
  return cloud.collect(targets[0]!);
}

/** The first gap that leaves a type unread. */
export const gapFor = (reading: Reading, type: string): Gap | undefined =>
  reading.gaps.find(({ types }) => types.includes(type));
