import { credentials, Metadata } from '@grpc/grpc-js';
import { OAuth2Client } from 'google-auth-library';
import { Agent } from 'undici';
import { gateOf } from '#clouds/gate';
import { gcpApplies } from '#clouds/gcp/apply';
import { gcpCloud } from '#clouds/gcp/cloud';
import { gcpTypes } from '#clouds/gcp/types';
import { writerOf } from '#clouds/gcp/writer';
import { snapshotOf } from '#engine/snapshot-id';
import type { GcpEstate } from '../../sim/gcp/estate.ts';
import { startGcp } from '../../sim/gcp/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { shortly } from '../../../functions/wire/fix-parts.ts';
import { applierOf, handBy, type WorkingStand } from '../stand.ts';

/** Starts Google Cloud for an estate, and is ready to write in its first project. */
export async function gcpStand(estate: GcpEstate): Promise<WorkingStand> {
  const sim = await startGcp({ estate });
  const clock = quickClock();
  const project = estate.projects[0]?.projectId ?? '';
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: sim.token });
  const bearer = credentials.createFromMetadataGenerator((_options, done) => {
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${sim.token}`);
    done(null, metadata);
  });
  const sslCreds = credentials.combineChannelCredentials(credentials.createSsl(Buffer.from(sim.ca)), bearer);
  const dispatcher = new Agent({ connect: { ca: sim.ca } });
  // Services have hosts of their own, so that their clients share no connection.
  const apart = { 'grpc.use_local_subchannel_pool': 1 };
  const grpc = { apiEndpoint: 'localhost', port: sim.grpcPort, sslCreds, projectId: 'any', ...apart };
  const clientOptions = {
    computeUrl: sim.url,
    resourceManagerUrl: sim.url,
    binaryAuthorizationUrl: sim.url,
    containerAnalysisUrl: sim.url,
    iamUrl: sim.url,
    dispatcher,
    ...{ container: grpc, kms: grpc, artifactRegistry: grpc },
  };
  const cloud = gcpCloud({ gate: gateOf({ clock, attempts: 1 }), clock, auth, clientOptions });
  const gate = gateOf({ clock, attempts: 1 });
  return {
    async read() {
      const { targets } = await cloud.discover();
      const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
      return readings.map((reading) => snapshotOf(reading, gcpTypes));
    },
    apply: applierOf(gcpApplies, writerOf({ project, auth, gate, clock, ...clientOptions }), () =>
      sim.calls.map(({ operation }) => permissionOf(operation)),
    ),
    hand: handBy(gcpApplies, writerOf({ project, auth, gate, clock: shortly(clock, 0), ...clientOptions })),
    fails: (message) => sim.failOperation({ code: 9, message }),
    async close() {
      await dispatcher.destroy();
      await sim.close();
    },
  };
}

/** What an operation takes that changes are made of: each change of a cluster or a pool is an update of the cluster. */
function permissionOf(operation: string): string {
  if (operation === 'cloudkms:UpdateCryptoKey') return 'cloudkms.cryptoKeys.update';
  if (operation === 'artifactregistry:SetIamPolicy') return 'artifactregistry.repositories.setIamPolicy';
  if (operation === 'artifactregistry:UpdateRepository') return 'artifactregistry.repositories.update';
  if (operation === 'cloudkms:SetIamPolicy') return 'cloudkms.cryptoKeys.setIamPolicy';
  if (operation === 'container:GetOperation') return 'container.operations.get';
  if (operation.startsWith('container:')) return 'container.clusters.update';
  return operation.replace('compute:', 'compute.').replace(/\.patch$/, '.update');
}
