import { ShoalwatchError, type Snapshot } from '#model';
import { sweepFiles } from '../sweep/files.ts';
import { eachReadOf } from '../sweep/parts.ts';
import type { SweepRun } from '../sweep/run.ts';
import type { SweepCloud } from '../sweep/shapes.ts';
import type { Stack } from './stack.ts';

/** A sweep whose files hold what it read. */
interface Swept {
  readonly run: SweepRun;
  readonly clouds: readonly SweepCloud[];
}

const key = { partition: 'sweeps', sort: 'last' };

/** Notes which sweep was judged last. */
export async function noteSwept({ work }: Pick<Stack, 'work'>, { run, clouds }: Swept): Promise<void> {
  const was = await work.get(key);
  await work.put({ ...key, version: (was?.version ?? 0) + 1, body: { run, clouds } satisfies Swept });
}

/**
 * What the sweep that was judged last read, as far as its files are still there: a few large ones, where the snapshots of the
 * store are several for each target. The ids tell which of it still stands.
 */
export async function lastSwept({ work, files }: Pick<Stack, 'work' | 'files'>): Promise<readonly Snapshot[]> {
  const noted = await work.get(key);
  if (!noted) return [];
  const { run, clouds } = noted.body as Swept;
  const snapshots: Snapshot[] = [];
  const sweep = sweepFiles(files, run);
  for (const cloud of clouds) {
    try {
      await eachReadOf(sweep, cloud, ({ reading, digest }) => snapshots.push({ ...reading, id: digest }));
    } catch (error) {
      // What cannot be read here is read where it was written for good.
      if (!(error instanceof ShoalwatchError)) throw error;
    }
  }
  return snapshots;
}
