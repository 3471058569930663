import { gateOf } from '#clouds/gate';
import { kubernetesApplies } from '#clouds/kubernetes/apply';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import { kubernetesTypes } from '#clouds/kubernetes/documents/kinds';
import { writerOf } from '#clouds/kubernetes/writer';
import { snapshotOf } from '#engine/snapshot-id';
import type { Snapshot } from '#model';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';
import { startKubernetes } from '../../sim/kubernetes/server.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { applierOf, type Stand } from '../stand.ts';

/** Starts the API of one EKS cluster; `beside` is what was read of its cloud. */
export async function kubernetesStand(estate: KubernetesEstate, beside: readonly Snapshot[] = []): Promise<Stand> {
  const sim = await startKubernetes({ estate });
  const clock = quickClock();
  const cluster = clusters.eks;
  const token = () => Promise.resolve(sim.token);
  const gate = gateOf({ clock, attempts: 1 });
  const endpoint = { url: sim.url, ca: sim.ca };
  const writer = writerOf({ gate, cluster, endpoint, token, allowLoopback: true });
  return {
    async read() {
      const access = { cluster, endpoint: sim.url, ca: sim.ca, token };
      const cloud = kubernetesCloud({ clock, clusters: () => [access], allowLoopback: true });
      const { targets } = await cloud.discover();
      const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
      return [...readings.map((reading) => snapshotOf(reading, kubernetesTypes)), ...beside];
    },
    apply: applierOf(kubernetesApplies, writer, () => sim.calls.map(({ operation }) => permissionOf(operation))),
    async close() {
      await writer.close();
      await sim.close();
    },
  };
}

/** `apps:deployments.patch` takes `patch deployments.apps`. */
const permissionOf = (operation: string): string =>
  operation.replace(/^(.+):(.+)\.(\w+)$/, '$3 $2.$1').replace(/\.core$/, '');
