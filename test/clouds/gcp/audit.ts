import { credentials, Metadata } from '@grpc/grpc-js';
import { OAuth2Client } from 'google-auth-library';
import { Agent } from 'undici';
import { gcpCloud, type GcpCloud, type GcpSettings } from '#clouds/gcp/cloud';
import { gateOf, type Gate, type GateSettings } from '#clouds/gate';
import { oncePer } from '#lib/once-per';
import type { Discovery, Reading } from '#model';
import type { GcpSimulator } from '../../sim/gcp/server.ts';
import { steppedClock } from '../stepped-clock.ts';

/** What one sweep over a simulated Google Cloud gave. */
export interface Audit {
  readonly discovery: Discovery;
  readonly readings: readonly Reading[];
  /** The permission that each attempt needed. */
  readonly sent: readonly string[];
}

interface Settings extends Partial<GcpSettings> {
  readonly attempts?: GateSettings['attempts'];
  readonly token?: string;
}

export async function audit(sim: GcpSimulator, settings: Settings = {}): Promise<Audit> {
  const { cloud, gate } = cloudAt(sim, settings);
  const discovery = await cloud.discover();
  const readings = await Promise.all(discovery.targets.map((target) => cloud.collect(target)));
  return { discovery, readings, sent: gate.trace.map(({ api }) => api) };
}

/** Audits of one simulator share connections: hundreds of them would spend most of their time on handshakes. */
const dispatcherTo = oncePer(({ ca }: GcpSimulator) => new Agent({ connect: { ca } }));

export function cloudAt(
  sim: GcpSimulator,
  { attempts = 1, token = sim.token, clock = steppedClock(), ...settings }: Settings = {},
): { readonly cloud: GcpCloud; readonly gate: Gate } {
  const gate = gateOf({ clock, attempts });
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: token });
  const bearer = credentials.createFromMetadataGenerator((_options, done) => {
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${token}`);
    done(null, metadata);
  });
  const sslCreds = credentials.combineChannelCredentials(credentials.createSsl(Buffer.from(sim.ca)), bearer);
  // Services have hosts of their own, so that their clients share no connection.
  const apart = { 'grpc.use_local_subchannel_pool': 1 };
  // A name is looked up by another thread, which a busy machine may hold up until the call is given up.
  const named = { 'grpc.ssl_target_name_override': 'localhost' };
  const grpc = { apiEndpoint: '127.0.0.1', port: sim.grpcPort, sslCreds, projectId: 'any', ...apart, ...named };
  const clientOptions = {
    computeUrl: sim.url,
    resourceManagerUrl: sim.url,
    binaryAuthorizationUrl: sim.url,
    containerAnalysisUrl: sim.url,
    iamUrl: sim.url,
    dispatcher: dispatcherTo(sim),
    ...{ container: grpc, kms: grpc, artifactRegistry: grpc },
  };
  return { gate, cloud: gcpCloud({ gate, clock, auth, clientOptions, ...settings }) };
}
