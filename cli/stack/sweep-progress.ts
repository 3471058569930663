import type { SweepFiles } from '#app/sweep/files';
import { sweepClouds, type SweepCloud } from '#app/sweep/shapes';
import { abreast } from '#lib/abreast';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Target } from '#model';
import type { Followed } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

/** How many readings are looked for each time: a large sweep is not read twice for the sake of its progress. */
const width = 32;

interface Telling {
  readonly sweep: Pick<SweepFiles, 'discovery' | 'round' | 'reading'>;
  readonly progress: Followed;
  readonly screen: Pick<Terminal, 'note' | 'status'>;
}

/**
 * Tells of a sweep that runs elsewhere as of one that runs here, by its files: each call tells what is new. Where they cannot
 * be read it says so once, and the sweep is waited for without.
 */
export function sweepProgress({ sweep, progress, screen }: Telling): () => Promise<void> {
  const rounds = new Map<SweepCloud, number>(sweepClouds.map((cloud) => [cloud, 0]));
  const waiting = new Map<string, Target>();
  const seen = new Set<string>();
  let ended = false;

  const dealtOut = async (cloud: SweepCloud, round: number): Promise<void> => {
    const items = await sweep.round(cloud, round);
    if (!items) return;
    if (round === 0) await sayIfSkipped(cloud);
    if (items.length === 0) {
      rounds.delete(cloud);
      return;
    }
    for (const { target } of items) {
      if (!seen.has(target.id)) waiting.set(target.id, target);
      seen.add(target.id);
    }
    rounds.set(cloud, round + 1);
    await dealtOut(cloud, round + 1);
  };
  const sayIfSkipped = async (cloud: SweepCloud): Promise<void> => {
    const why = (await sweep.discovery(cloud))?.skipped;
    if (why !== undefined) progress.skipped(cloud, why);
  };
  const look = async (): Promise<void> => {
    await Promise.all([...rounds].map(([cloud, round]) => dealtOut(cloud, round)));
    const readings = await abreast([...waiting.keys()].slice(0, width), width, (id) => sweep.reading(id));
    for (const reading of readings) {
      if (!reading) continue;
      waiting.delete(reading.target.id);
      progress.done(reading);
    }
    screen.status(seen.size === 0 ? '' : `  ${seen.size - waiting.size} of ${seen.size} targets read`);
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
