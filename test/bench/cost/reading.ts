import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { startAws } from '../../sim/aws/server.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { startKubernetes } from '../../sim/kubernetes/server.ts';

/** What a process that reads as a function of the sweep does is told. */
export interface ReadingTask {
  readonly aws: string;
  readonly account: string;
  /** The APIs of clusters, of which each cluster that is found has one. */
  readonly clusters: readonly { readonly url: string; readonly ca: string }[];
  /** Milliseconds until a call is answered, besides what the simulator takes. */
  readonly latencyMs: number;
}

/** What one batch took. */
export interface BatchTook {
  readonly calls: number;
  readonly seconds: number;
  /** Of a core of this machine. */
  readonly cpuSeconds: number;
  /** Calls under way at once, over all that time. */
  readonly atOnce: number;
}

/** What it took to read an account with its clusters. */
export interface ReadingTook {
  readonly clusters: number;
  /** The targets of the account, and the APIs of its clusters. */
  readonly account: BatchTook;
  readonly inside: BatchTook;
  /** The largest resident set of the process, its start included. */
  readonly peakMB: number;
}

/** How long the cloud takes to answer, here and in the model. */
export const latencyMs = 50;

/**
 * Reads an account and the clusters in it by the code of the functions, in a process of its own: how long it takes where each
 * call is answered after so long, and how much of a core.
 */
export async function readAccount(clusters: number): Promise<ReadingTook> {
  const estate = generateAwsEstate({ seed: 5, clusters, accounts: 1 });
  const aws = await startAws({ estate });
  const inside = await Promise.all(
    [1, 2, 3, 4].map((seed) =>
      startKubernetes({
        estate: generateKubernetesEstate({ seed, provider: 'eks', namespaces: 6, deployments: 4 }),
        // Each cluster lets in whoever signs for it.
        callers: (token) => (token.startsWith('k8s-aws-v1.') ? { name: 'reader' } : undefined),
      }),
    ),
  );
  try {
    const [account = ''] = Object.keys(estate.accounts);
    const apis = inside.map(({ url, ca }) => ({ url, ca }));
    return await inProcess({ aws: aws.url, account, clusters: apis, latencyMs });
  } finally {
    await Promise.all([aws.close(), ...inside.map((it) => it.close())]);
  }
}

async function inProcess(task: ReadingTask): Promise<ReadingTook> {
  const child = fork(fileURLToPath(new URL('./reading-child.ts', import.meta.url)), [], { execArgv: [] });
  child.send(task);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the reading ended with code ${String(code)}`);
  });
  const answered: readonly unknown[] = await Promise.race([once(child, 'message'), failed]);
  child.disconnect();
  failed.catch(() => undefined);
  return answered[0] as ReadingTook;
}
