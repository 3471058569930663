import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '#app/config/schema';
import { azureSignIn, gcpSignIn } from '#app/config/sign-in';
import { readFiles } from '#clouds/files/read-files';
import type { Gate } from '#clouds/gate';
import type { ClusterAccess } from '#clouds/cluster-access';
import type { Failure } from '#clouds/sheet';
import type { Clock, Cloud, Provider, Reading, Resource } from '#model';

/** Time as this machine knows it. */
export const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal ? { signal } : {});
  },
};

/** Which clouds are read, and how. */
export interface CloudOptions {
  readonly providers?: readonly Provider[];
  readonly profile?: string;
  readonly regions?: readonly string[];
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly subscriptionIds?: readonly string[];
  readonly projectIds?: readonly string[];
  /** Keeps no trace of the calls: a process that runs for weeks would hold them all. */
  readonly untraced?: boolean;
}

/** A cloud that can also open the clusters it found. */
interface ClusterCloud extends Cloud {
  access(cluster: Resource): Promise<ClusterAccess | Failure>;
}

/** The clouds that are asked for, and the way from what they hold into the clusters' own APIs. */
export interface Wired {
  readonly clouds: readonly Cloud[];
  readonly clusters?: (readings: readonly Reading[]) => Promise<Cloud>;
}

/** Wires what is asked for: every cloud where none is named. SDKs are loaded only where they are needed. */
export async function cloudsOf(options: CloudOptions, config: Config): Promise<Wired> {
  const asked = options.providers ?? ['aws', 'azure', 'gcp', 'kubernetes'];
  const { gateOf } = await import('#clouds/gate');
  const gate = gateOf({ clock, ...(options.untraced && { note: () => undefined }) });
  const makers = { aws: awsOf, azure: azureOf, gcp: gcpOf };
  const names = (['aws', 'azure', 'gcp'] as const).filter((name) => asked.includes(name));
  const made = await Promise.all(
    names.map(async (name) => [name, await makers[name]({ gate, options, config })] as const),
  );
  const clouds = made.map(([, cloud]) => cloud);
  if (!asked.includes('kubernetes')) return { clouds };
  return { clouds, clusters: (readings) => clustersOf(new Map(made), readings, gate) };
}

const clusterTypes: Readonly<Record<string, Provider>> = {
  'eks.cluster': 'aws',
  'aks.cluster': 'azure',
  'gke.cluster': 'gcp',
};

async function clustersOf(
  clouds: ReadonlyMap<Provider, ClusterCloud>,
  readings: readonly Reading[],
  gate: Gate,
): Promise<Cloud> {
  const { kubernetesCloud } = await import('#clouds/kubernetes/cloud');
  const found = readings.flatMap(({ resources }) => resources.filter(({ type }) => type in clusterTypes));
  const clusters = await Promise.all(
    found.map(async (cluster) => {
      const access = await clouds.get(clusterTypes[cluster.type] ?? 'kubernetes')?.access(cluster);
      return access && 'endpoint' in access ? access : { cluster: cluster.id, closed: access ?? outside };
    }),
  );
  const cloud = kubernetesCloud({ gate, clock, clusters: () => clusters });
  if (clusters.length > 0) return cloud;
  const skipped = 'no cluster was found in the clouds that could be read';
  return { ...cloud, discover: () => Promise.resolve({ targets: [], gaps: [], skipped }) };
}

const outside: Failure = { reason: 'outside', detail: 'The cloud of the cluster is not read.' };

interface Making {
  readonly gate: Gate;
  readonly options: CloudOptions;
  readonly config: Config;
}

async function awsOf({ gate, options, config }: Making): Promise<ClusterCloud> {
  const { awsCloud } = await import('#clouds/aws/cloud');
  const { profile, regions, roleArn, externalId } = options;
  const entries = config.targets?.aws;
  const accounts = entries?.filter(({ organization }) => !organization);
  const organizations = entries?.flatMap(({ organization, role, ...rest }) =>
    organization && role !== undefined ? [{ ...rest, role }] : [],
  );
  return awsCloud({
    ...{ gate, clock },
    ...(profile !== undefined && { profile }),
    ...(regions && { regions }),
    ...(roleArn !== undefined && { roleArn }),
    ...(externalId !== undefined && { externalId }),
    ...(accounts && { accounts }),
    ...(organizations && { organizations }),
  });
}

async function azureOf({ gate, options, config }: Making): Promise<ClusterCloud> {
  const { azureCloud } = await import('#clouds/azure/cloud');
  const { subscriptionIds } = options;
  const sources = config.targets?.azure;
  const signIn = azureSignIn(config);
  const credential = signIn && (await import('./federated.ts')).azureCredential(signIn, { clock, ...options });
  return azureCloud({
    ...{ gate, clock, credential },
    askCallers: async (...asked) => (await import('#clouds/azure/aks/cluster/callers')).callersThrough(...asked),
    ...(sources && { sources }),
    ...(subscriptionIds && { subscriptionIds }),
  });
}

async function gcpOf({ gate, options, config }: Making): Promise<ClusterCloud> {
  const { gcpCloud } = await import('#clouds/gcp/cloud');
  const { projectIds } = options;
  const sources = config.targets?.gcp;
  const signIn = gcpSignIn(config);
  const auth = signIn && (await import('./federated.ts')).gcpAuth(signIn, { clock, ...options });
  return gcpCloud({
    ...{ gate, clock, auth },
    askCallers: async (...asked) => (await import('#clouds/gcp/gke/cluster/callers')).callersThrough(...asked),
    ...(sources && { sources }),
    ...(projectIds && { projectIds }),
  });
}

/** Reads files, with every recogniser there is. */
export async function filesAt(path: string, at: string, signal: AbortSignal) {
  const { recognisers } = await import('./recognisers.ts');
  return readFiles({ paths: [path], recognisers, at, signal });
}
