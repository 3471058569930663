import type { Batch, SweepFiles } from '#app/sweep/files';
import { sweepClouds, type RoundItem, type SweepCloud } from '#app/sweep/shapes';
import { abreast } from '#lib/abreast';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Followed } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

/** How many files are looked for each time: a large sweep is not read twice for the sake of its progress. */
const width = 8;

interface Telling {
  readonly sweep: Pick<SweepFiles, 'discovery' | 'round' | 'part'>;
  readonly progress: Followed;
  readonly screen: Pick<Terminal, 'note' | 'status'>;
}

interface Waiting {
  readonly of: Batch;
  readonly items: readonly RoundItem[];
  readonly next: number;
}

/**
 * Tells of a sweep that runs elsewhere as of one that runs here, by its files: each call tells what is new. Where they cannot
 * be read it says so once, and the sweep is waited for without.
 */
export function sweepProgress({ sweep, progress, screen }: Telling): () => Promise<void> {
  const rounds = new Map<SweepCloud, number>(sweepClouds.map((cloud) => [cloud, 0]));
  const seen = new Set<string>();
  const read = new Set<string>();
  /** Of each batch that is not read to its end, which of its files comes next. */
  const waiting = new Map<string, Waiting>();
  let ended = false;

  const dealtOut = async (cloud: SweepCloud, round: number): Promise<void> => {
    const batches = await sweep.round(cloud, round);
    if (!batches) return;
    if (round === 0) await sayIfSkipped(cloud);
    if (batches.length === 0) {
      rounds.delete(cloud);
      return;
    }
    for (const { target } of batches.flat()) seen.add(target.id);
    for (const [batch, items] of batches.entries()) {
      waiting.set(`${cloud} ${round} ${batch}`, { of: { cloud, round, batch }, items, next: 0 });
    }
    rounds.set(cloud, round + 1);
    await dealtOut(cloud, round + 1);
  };
  const sayIfSkipped = async (cloud: SweepCloud): Promise<void> => {
    const why = (await sweep.discovery(cloud))?.skipped;
    if (why !== undefined) progress.skipped(cloud, why);
  };
  /** What is not read to its end is looked at after the others. */
  const lookAt = async (name: string, { of, items, next }: Waiting): Promise<void> => {
    const part = await sweep.part(of, next);
    for (const { reading } of part ?? []) {
      if (read.has(reading.target.id)) continue;
      read.add(reading.target.id);
      progress.done(reading);
    }
    waiting.delete(name);
    if (items.every(({ target }) => read.has(target.id))) return;
    waiting.set(name, { of, items, next: part ? next + 1 : next });
  };
  const look = async (): Promise<void> => {
    await Promise.all([...rounds].map(([cloud, round]) => dealtOut(cloud, round)));
    await abreast([...waiting].slice(0, width), width, ([name, it]) => lookAt(name, it));
    screen.status(seen.size === 0 ? '' : `  ${read.size} of ${seen.size} targets read`);
  };
  return async () => {
    if (ended) return;
    try {
      await look();
    } catch (error) {
      ended = true;
      screen.note(`  how far it is cannot be told: ${forTerminalLine(error instanceof Error ? error.message : '')}`);
    }
  };
}
