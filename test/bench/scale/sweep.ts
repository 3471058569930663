import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startAwsApart } from '../../sim/aws/apart.ts';

/** What a sweep over a generated AWS was asked for. */
export interface SweepTask {
  readonly url: string;
  readonly accounts: readonly string[];
  /** Keeps every reading to the end and judges all of them, as a scan on a laptop does. */
  readonly scans: boolean;
}

/** What a sweep in a process of its own came to. */
export interface Swept {
  /** Attempts by API. */
  readonly calls: Readonly<Record<string, number>>;
  /** Resources by type. */
  readonly inventory: Readonly<Record<string, number>>;
  readonly gaps: number;
  readonly targets: number;
  readonly seconds: number;
  /** The largest resident set of the process, its start included. */
  readonly peakMB: number;
}

const estateSeed = 1;

/** What is generated for a number of clusters: one account for every hundred, three regions with clusters in each. */
export const estateOf = (clusters: number) => ({ seed: estateSeed, clusters });

/** Sweeps generated AWS accounts; simulator and sweep each have a process of their own. */
export async function sweepAws(clusters: number, accounts: readonly string[], scans = false): Promise<Swept> {
  const sim = await startAwsApart({ estate: estateOf(clusters) });
  try {
    return await inProcess({ url: sim.url, accounts, scans });
  } finally {
    await sim.close();
  }
}

async function inProcess(task: SweepTask): Promise<Swept> {
  const child = fork(fileURLToPath(new URL('./sweep-child.ts', import.meta.url)), [], {
    execArgv: ['--max-old-space-size=112', '--min-semi-space-size=8', '--max-semi-space-size=8'],
  });
  child.send(task);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the sweep ended with code ${String(code)}`);
  });
  const answered: readonly unknown[] = await Promise.race([once(child, 'message'), failed]);
  child.disconnect();
  failed.catch(() => undefined);
  return answered[0] as Swept;
}
