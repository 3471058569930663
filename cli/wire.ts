import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '#app/config/schema';
import { readFiles } from '#clouds/files/read-files';
import type { Gate } from '#clouds/gate';
import type { Clock, Cloud, Provider, Reading } from '#model';

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
}

/** The clouds that are asked for: all of them where none is named. SDKs are loaded only where they are needed. */
export async function cloudsOf(options: CloudOptions, config: Config): Promise<readonly Cloud[]> {
  const asked = options.providers ?? ['aws', 'azure', 'gcp'];
  const { gateOf } = await import('#clouds/gate');
  const gate = gateOf({ clock });
  const makers = { aws: awsOf, azure: azureOf, gcp: gcpOf };
  const names = (['aws', 'azure', 'gcp'] as const).filter((name) => asked.includes(name));
  return Promise.all(names.map((name) => makers[name]({ gate, options, config })));
}

interface Making {
  readonly gate: Gate;
  readonly options: CloudOptions;
  readonly config: Config;
}

async function awsOf({ gate, options, config }: Making): Promise<Cloud> {
  const { awsCloud } = await import('#clouds/aws/cloud');
  const { profile, regions, roleArn, externalId } = options;
  const accounts = config.targets?.aws;
  return awsCloud({
    ...{ gate, clock },
    ...(profile !== undefined && { profile }),
    ...(regions && { regions }),
    ...(roleArn !== undefined && { roleArn }),
    ...(externalId !== undefined && { externalId }),
    ...(accounts && { accounts }),
  });
}

async function azureOf({ gate, options, config }: Making): Promise<Cloud> {
  const { azureCloud } = await import('#clouds/azure/cloud');
  const subscriptionIds =
    options.subscriptionIds ?? config.targets?.azure?.flatMap(({ subscriptions }) => subscriptions);
  return azureCloud({ gate, clock, ...(subscriptionIds && { subscriptionIds }) });
}

async function gcpOf({ gate, options, config }: Making): Promise<Cloud> {
  const { gcpCloud } = await import('#clouds/gcp/cloud');
  const projectIds = options.projectIds ?? config.targets?.gcp?.flatMap(({ projects }) => projects);
  return gcpCloud({ gate, clock, ...(projectIds && { projectIds }) });
}

/** Reads files, with every recogniser there is. */
export async function filesAt(path: string, at: string, signal: AbortSignal) {
  const { recognisers } = await import('./recognisers.ts');
  return readFiles({ paths: [path], recognisers, at, signal });
}

/** Ctrl-C asks once to stop and keep what was read; the second one ends the process. */
export function interrupt(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\n  stopping: what was read so far is shown; Ctrl-C again ends at once\n');
    controller.abort();
  };
  process.on('SIGINT', stop);
  return { signal: controller.signal, release: () => void process.off('SIGINT', stop) };
}

/** The clusters' own APIs, for the clusters that the clouds were found to hold. */
export type Clusters = (readings: readonly Reading[]) => Promise<Cloud>;
