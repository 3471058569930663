import { ClusterManagerClient } from '@google-cloud/container';
import { credentials } from '@grpc/grpc-js';
import type { AuthClient } from 'google-auth-library';
import { Agent } from 'undici';
import { collectAll } from '#app/collect-all';
import { gcpTypes } from '#clouds/gcp/types';
import { gateOf } from '#clouds/gate';
import type { AnyRule } from '#engine/any-rule';
import type { Clock, PolicyDocument } from '#model';
import { permissionsOf } from '#report/onboard/permissions';
import { remediatorPermissions } from '#report/onboard/remediator-roles';
import type { Deployment } from '../../functions/wire/config.ts';
import { fixActions } from '../../functions/wire/fix-desk.ts';
import { gcpFixPartsWith } from '../../functions/wire/fix-gcp.ts';
import { gcpPartsWith } from '../../functions/wire/gcp.ts';
import { gcpSettingsAt } from '../bench/clouds-at.ts';
import type { GcpEstate } from '../sim/gcp/estate.ts';
import { startGcp, type GcpSimulator } from '../sim/gcp/server.ts';
import { startTokenExchange } from '../sim/gcp/token-exchange.ts';
import { fixStand, type FixCloud } from './fix-stand.ts';

const pool = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shoalwatch/providers/aws';

/** The service accounts that read and that may change something. */
export const reader = 'shoalwatch-reader@shop-prod.iam.gserviceaccount.com';
export const remediator = 'shoalwatch-remediator@shop-prod.iam.gserviceaccount.com';

const reads = permissionsOf(gcpTypes)['gcp-reader'];
const changes = remediatorPermissions({ types: gcpTypes, actions: fixActions }, 'gcp-project');

/** What is not the usual of a stand. */
export interface GkeWay {
  /** Looks until an operation has ended. */
  readonly looks?: number;
  /** Rights that whoever may change something was not given. */
  readonly lacks?: readonly string[];
  /** Who is named in the config; nobody where it is null. */
  readonly named?: string | null;
  /** Whom the role may act as. */
  readonly serviceAccounts?: readonly string[];
}

/** Google Cloud, whose two service accounts the role of the function may act as; each may do what its printed role says. */
async function gkeCloud(estate: GcpEstate, clock: Clock, way: GkeWay) {
  const { looks = 2, lacks = [], named = remediator, serviceAccounts = [reader, remediator] } = way;
  const exchange = await startTokenExchange({
    ...{ pool, serviceAccounts, accessKey: 'ASIAROLE', token: 'google-token-', now: () => Date.now() },
  });
  const rights: Readonly<Record<string, readonly string[]>> = {
    [reader]: reads,
    [remediator]: changes.filter((it) => !lacks.includes(it)),
  };
  const sim = await startGcp({
    ...{ estate, looks },
    callers(token) {
      const name = exchange.holderOf(token) ?? '';
      const own = rights[name];
      return own && { name, may: (it) => own.includes(it) };
    },
  });
  const dispatcher = new Agent({ connect: { ca: sim.ca } });
  const more = {
    signIn: {
      aws: { credentials: { accessKeyId: 'ASIAROLE', secretAccessKey: 's', sessionToken: 't' } },
      endpoints: { tokens: `${exchange.url}/token`, credentials: exchange.url },
      clientOptions: (auth: AuthClient) => clientOptionsAt(sim, dispatcher, auth),
    },
  };
  const projects = estate.projects.map(({ projectId }) => projectId);
  const targets: Deployment['targets'] = {
    gcp: [{ projects, pool, serviceAccount: reader, ...(named !== null && { remediator: named }) }],
  };
  const cloud: FixCloud = {
    ...{ name: 'gcp', targets, role: () => 'arn:aws:iam::111122223333:role/Shoalwatch-remediate' },
    parts: gcpFixPartsWith(more),
    async read() {
      const gate = gateOf({ clock });
      const own = await gcpPartsWith(more).open({ gate, clock, config: { version: 1, targets } });
      const progress = { skipped: () => undefined, started: () => undefined, done: () => undefined };
      return collectAll({ clouds: [own], progress });
    },
    async close() {
      await dispatcher.destroy();
      await Promise.all([sim.close(), exchange.close()]);
    },
  };
  return { ...cloud, sim, exchange, ...somebodyAt(sim) };
}

/** Somebody who may do everything, and does not know of any plan. */
function somebodyAt(sim: GcpSimulator) {
  const withClient = async <T>(id: string, work: (client: ClusterManagerClient, name: string) => Promise<T>) => {
    const { clientOptions } = gcpSettingsAt(sim);
    const client = new ClusterManagerClient(clientOptions.container);
    try {
      return await work(client, id.replace('//container.googleapis.com/', ''));
    } finally {
      await client.close();
      await clientOptions.dispatcher.destroy();
    }
  };
  return {
    /** From which networks the API of a cluster may be called, as it stands. */
    networksOf: (id: string) =>
      withClient(id, async (client, name) => {
        const [{ masterAuthorizedNetworksConfig: config }] = await client.getCluster({ name });
        return config?.enabled === true ? (config.cidrBlocks ?? []).map(({ cidrBlock }) => cidrBlock) : undefined;
      }),
    /** Says from which it may be called, and waits until that is so. */
    allows: (id: string, cidrs: readonly string[]) =>
      withClient(id, async (client, name) => {
        const cidrBlocks = cidrs.map((cidrBlock) => ({ cidrBlock }));
        const update = { desiredMasterAuthorizedNetworksConfig: { enabled: true, cidrBlocks } };
        await client.updateCluster({ name, update });
        let status: unknown = 'RECONCILING';
        while (status === 'RECONCILING') [{ status }] = await client.getCluster({ name });
      }),
  };
}

/** The clients of gRPC as they connect by themselves, but for the authority of the simulator. */
function clientOptionsAt(sim: GcpSimulator, dispatcher: Agent, auth: AuthClient) {
  const signedIn = { getRequestHeaders: async () => Object.fromEntries(await auth.getRequestHeaders()) };
  const sslCreds = credentials.combineChannelCredentials(
    credentials.createSsl(Buffer.from(sim.ca)),
    credentials.createFromGoogleCredential(signedIn),
  );
  const own = { apiEndpoint: 'localhost', port: sim.grpcPort, sslCreds, projectId: 'any' };
  // Services have hosts of their own, so that their clients share no connection.
  const grpc = { ...own, 'grpc.use_local_subchannel_pool': 1 };
  return {
    ...{ computeUrl: sim.url, resourceManagerUrl: sim.url, loggingUrl: sim.url },
    ...{ binaryAuthorizationUrl: sim.url, containerAnalysisUrl: sim.url, iamUrl: sim.url },
    ...{ dispatcher, container: grpc, kms: grpc, artifactRegistry: grpc },
  };
}

/** GKE as the stack finds it, with the functions of fixes called by the machine as it was synthesised. */
export const gkeStand = (estate: GcpEstate, rule: AnyRule, policy: PolicyDocument, way: GkeWay = {}) =>
  fixStand((clock) => gkeCloud(estate, clock, way), [rule], policy);

export type GkeStand = Awaited<ReturnType<typeof gkeStand>>;
