import { credentials, Metadata } from '@grpc/grpc-js';
import { OAuth2Client } from 'google-auth-library';
import { Agent } from 'undici';
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
import { snapshotOf } from '#engine/snapshot-id';
import type { AnyRule } from '#engine/any-rule';
import type { Action, Cloud, PolicyDocument, Resource, Sent, Type } from '#model';
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
  readonly types: readonly Type[];
  readonly reach?: Parameters<typeof benchOn>[0]['reach'];
  send(action: Action, subject: Resource): Promise<Sent>;
  close(): Promise<void>;
}

/** A bench on a simulated provider that was swept once. */
async function standOn(way: Way, rules: readonly AnyRule[], policy: PolicyDocument) {
  const memory = memoryInRam();
  const { cloud, types, reach = [], send } = way;
  const hand = { actor: () => Promise.resolve(undefined), send };
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
  return { ...stand, cloud, targets, close };
}

export type Standing = Awaited<ReturnType<typeof standOn>>;

export async function aksStand(estate: AzureEstate, rules: readonly AnyRule[], policy: PolicyDocument) {
  const sim = await startAzure({ estate });
  const clock = quickClock();
  const { credential } = sim;
  const clientOptions = { endpoint: sim.url, tlsOptions: { ca: sim.ca } };
  const session = await openSession({ clock, credential, clientOptions });
  if (!session) throw new Error('the simulated sign-in was refused');
  const gate = gateOf({ clock, attempts: 1 });
  const way: Way = {
    cloud: azureCloud({ gate, clock, credential, clientOptions }),
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
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: sim.token });
  const bearer = credentials.createFromMetadataGenerator((_options, done) => {
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${sim.token}`);
    done(null, metadata);
  });
  const sslCreds = credentials.combineChannelCredentials(credentials.createSsl(Buffer.from(sim.ca)), bearer);
  const dispatcher = new Agent({ connect: { ca: sim.ca } });
  const apart = { 'grpc.use_local_subchannel_pool': 1 };
  const grpc = { apiEndpoint: 'localhost', port: sim.grpcPort, sslCreds, projectId: 'any', ...apart };
  const clientOptions = {
    ...{ computeUrl: sim.url, resourceManagerUrl: sim.url, binaryAuthorizationUrl: sim.url, dispatcher },
    ...{ container: grpc, kms: grpc, artifactRegistry: grpc },
  };
  const gate = gateOf({ clock, attempts: 1 });
  const way: Way = {
    cloud: gcpCloud({ gate, clock, auth, clientOptions }),
    ...{ types: gcpTypes, reach: [gkeApiReach] },
    send(action, subject) {
      const project = subject.target.slice('gcp:'.length);
      return sendBy(gcpApplies, gcpWriter({ project, auth, gate, clock, ...clientOptions }), action, subject);
    },
    async close() {
      await dispatcher.destroy();
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
    send: (action, subject) => sendBy(kubernetesApplies, writer, action, subject),
    async close() {
      await writer.close();
      await sim.close();
    },
  };
  return standOn(way, rules, policy);
}
