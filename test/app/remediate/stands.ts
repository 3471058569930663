import { sendBy } from '#clouds/apply-hand';
import { azureApplies } from '#clouds/azure/apply';
import { aksApiReach } from '#clouds/azure/aks/cluster/facts';
import { azureCloud } from '#clouds/azure/cloud';
import { openSession } from '#clouds/azure/session';
import { azureTypes } from '#clouds/azure/types';
import { writerOf as azureWriter } from '#clouds/azure/writer';
import { gateOf } from '#clouds/gate';
import { gcpApplies } from '#clouds/gcp/apply';
import { gcpCloud } from '#clouds/gcp/cloud';
import { gkeApiReach } from '#clouds/gcp/gke/cluster/facts';
import { gcpTypes } from '#clouds/gcp/types';
import { writerOf as gcpWriter } from '#clouds/gcp/writer';
import { kubernetesApplies } from '#clouds/kubernetes/apply';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import { kubernetesTypes } from '#clouds/kubernetes/documents/kinds';
import { writerOf as kubernetesWriter } from '#clouds/kubernetes/writer';
import { subjectIn } from '#engine/plan/plan-lines';
import { snapshotOf } from '#engine/snapshot-id';
import type { AnyRule } from '#engine/any-rule';
import type { Action, Cloud, Hand, PolicyDocument, Resource, Sent, Type } from '#model';
import { azureSettingsAt, gcpSettingsAt } from '../../bench/clouds-at.ts';
import type { AzureEstate } from '../../sim/azure/estate.ts';
import { startAzure } from '../../sim/azure/server.ts';
import type { GcpEstate } from '../../sim/gcp/estate.ts';
import { startGcp } from '../../sim/gcp/server.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';
import { startKubernetes } from '../../sim/kubernetes/server.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { benchOn, memoryInRam } from './bench.ts';

interface Way {
  readonly cloud: Cloud;
  /** What a resource says of itself that is not well. */
  readonly ill: Readonly<Record<string, unknown>>;
  readonly types: readonly Type[];
  readonly reach?: Parameters<typeof benchOn>[0]['reach'];
  send(action: Action, subject: Resource): Promise<Sent>;
  close(): Promise<void>;
}

/** A bench on a simulated provider that was swept once. */
async function standOn(way: Way, rules: readonly AnyRule[], policy: PolicyDocument) {
  const memory = memoryInRam();
  const { cloud: plain, types, reach = [], send } = way;
  let isIll = false;
  let onSent = (): void => undefined;
  const { reread } = plain;
  const cloud: Cloud = {
    ...plain,
    ...(reread && {
      async reread(target, touched, signal) {
        const reading = await reread(target, touched, signal);
        const fall = (it: Resource): Resource => ({ ...it, config: fallen(it, way) });
        return isIll ? { ...reading, resources: reading.resources.map(fall) } : reading;
      },
    }),
  };
  const hand: Hand = {
    actor: () => Promise.resolve(undefined),
    async send(action, subject) {
      const sent = await send(action, subject);
      onSent();
      return sent;
    },
  };
  const stand = benchOn({ rules, policy, clock: quickClock(), memory, types, clouds: [cloud], reach, hand });
  const { targets } = await cloud.discover();
  const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
  await stand.judge(
    readings.map((reading) => snapshotOf(reading, types)),
    'sweep',
  );
  const close = async (): Promise<void> => {
    memory.close();
    await way.close();
  };
  /** Sends an action as somebody else does, who does not know of any plan. */
  const human = async (action: Action): Promise<void> => {
    const [last] = await memory.runs(1);
    const subject = subjectIn(await memory.snapshots(last?.id ?? ''), action.subject);
    const sent = subject && (await send(action, subject));
    if (sent?.is !== 'done') throw new Error(`nobody can send ${action.action}: ${JSON.stringify(sent)}`);
  };
  /** What is read back after the next write is not well, and is well again after the one that follows. */
  const fallsAfterWrite = (): void =>
    void (onSent = () => {
      isIll = !isIll;
    });
  return { ...stand, targets, close, human, fallsAfterWrite };
}

const fallen = ({ config }: Resource, { ill }: Way): Resource['config'] =>
  typeof config === 'object' && config !== null ? { ...config, ...ill } : config;

export type Standing = Awaited<ReturnType<typeof standOn>>;

export async function aksStand(estate: AzureEstate, rules: readonly AnyRule[], policy: PolicyDocument) {
  const sim = await startAzure({ estate });
  const clock = quickClock();
  const { credential, clientOptions } = azureSettingsAt(sim);
  const session = await openSession({ clock, credential, clientOptions });
  if (!session) throw new Error('the simulated sign-in was refused');
  const gate = gateOf({ clock, attempts: 1 });
  const way: Way = {
    cloud: azureCloud({ gate, clock, credential, clientOptions }),
    ill: { provisioningState: 'Failed' },
    ...{ types: azureTypes, reach: [aksApiReach], close: sim.close },
    send(action, subject) {
      const subscription = subject.target.slice('azure:'.length);
      const writer = azureWriter({ subscription, clients: session.clients(subscription), gate, clock });
      return sendBy(azureApplies, writer, action, subject);
    },
  };
  return standOn(way, rules, policy);
}

export async function gkeStand(estate: GcpEstate, rules: readonly AnyRule[], policy: PolicyDocument) {
  const sim = await startGcp({ estate });
  const clock = quickClock();
  const { auth, clientOptions } = gcpSettingsAt(sim);
  const gate = gateOf({ clock, attempts: 1 });
  const way: Way = {
    cloud: gcpCloud({ gate, clock, auth, clientOptions }),
    ill: { status: 'ERROR' },
    ...{ types: gcpTypes, reach: [gkeApiReach] },
    send(action, subject) {
      const project = subject.target.slice('gcp:'.length);
      return sendBy(gcpApplies, gcpWriter({ project, auth, gate, clock, ...clientOptions }), action, subject);
    },
    async close() {
      await clientOptions.dispatcher.destroy();
      await sim.close();
    },
  };
  return standOn(way, rules, policy);
}

export async function clusterStand(estate: KubernetesEstate, rules: readonly AnyRule[], policy: PolicyDocument) {
  const sim = await startKubernetes({ estate });
  const clock = quickClock();
  const cluster = clusters.eks;
  const token = () => Promise.resolve(sim.token);
  const access = { cluster, endpoint: sim.url, ca: sim.ca, token };
  const gate = gateOf({ clock, attempts: 1 });
  const endpoint = { url: sim.url, ca: sim.ca };
  const writer = kubernetesWriter({ gate, cluster, endpoint, token, allowLoopback: true });
  const way: Way = {
    cloud: kubernetesCloud({ clock, clusters: () => [access], allowLoopback: true }),
    types: kubernetesTypes,
    ill: { status: { conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'the quota is used up' }] } },
    send: (action, subject) => sendBy(kubernetesApplies, writer, action, subject),
    async close() {
      await writer.close();
      await sim.close();
    },
  };
  return standOn(way, rules, policy);
}
