import { credentials, Metadata } from '@grpc/grpc-js';
import { OAuth2Client } from 'google-auth-library';
import { Agent } from 'undici';
import { awsCloud } from '#clouds/aws/cloud';
import { azureCloud } from '#clouds/azure/cloud';
import { gcpCloud } from '#clouds/gcp/cloud';
import type { Gate } from '#clouds/gate';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import type { Clock, Cloud } from '#model';
import { accessKeyOf } from '../sim/aws/generate.ts';
import type { AzureSimulator } from '../sim/azure/server.ts';
import type { GcpSimulator } from '../sim/gcp/server.ts';
import type { KubernetesSimulator } from '../sim/kubernetes/server.ts';

/** What the calls of one sweep go through. */
export interface Way {
  readonly gate: Gate;
  readonly clock: Clock;
}

/** A cloud that can be swept again and again: each time as if for the first time. */
export interface Opened {
  cloud(way: Way): Cloud;
  close(): Promise<void>;
}

/** Who asks a simulator, and where. */
export const awsSettingsAt = (url: string, account: string) => ({
  clientConfig: {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' },
  },
});

/** The AWS of a simulator, as the auditor of one account. */
export const awsAt = (url: string, account: string): Opened => ({
  cloud: (way) => awsCloud({ ...way, ...awsSettingsAt(url, account) }),
  close: () => Promise.resolve(),
});

export const azureSettingsAt = (sim: Pick<AzureSimulator, 'url' | 'ca' | 'credential'>) => ({
  credential: sim.credential,
  clientOptions: { endpoint: sim.url, tlsOptions: { ca: sim.ca } },
});

export const azureAt = (sim: Pick<AzureSimulator, 'url' | 'ca' | 'credential'>): Opened => ({
  cloud: (way) => azureCloud({ ...way, ...azureSettingsAt(sim) }),
  close: () => Promise.resolve(),
});

export function gcpSettingsAt(sim: Pick<GcpSimulator, 'url' | 'ca' | 'token' | 'grpcPort'>) {
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
  return { auth, clientOptions };
}

export function gcpAt(sim: Pick<GcpSimulator, 'url' | 'ca' | 'token' | 'grpcPort'>): Opened {
  const settings = gcpSettingsAt(sim);
  return {
    cloud: (way) => gcpCloud({ ...way, ...settings }),
    close: () => settings.clientOptions.dispatcher.close(),
  };
}

type ClusterSimulator = Pick<KubernetesSimulator, 'url' | 'ca' | 'token'>;

/** The API of one cluster; `cluster` is its address in its cloud. */
export const kubernetesAt = (sim: ClusterSimulator, cluster: string): Opened => clustersAt([[sim, cluster]]);

/** The APIs of several clusters. */
export const clustersAt = (sims: readonly (readonly [sim: ClusterSimulator, cluster: string])[]): Opened => ({
  cloud: (way) =>
    kubernetesCloud({
      ...way,
      allowLoopback: true,
      clusters: () =>
        sims.map(([{ url, ca, token }, cluster]) => ({
          ...{ cluster, endpoint: url, ca },
          token: () => Promise.resolve(token),
        })),
    }),
  close: () => Promise.resolve(),
});
