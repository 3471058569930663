import type { Reading, Touched } from '#model';
import { collectAll } from './collect-all.ts';
import type { Ground } from './ground.ts';
import { partsOf, rereadAt } from './changes/re-read.ts';
import type { Scanned } from './scan.ts';

/** Reads everything and judges it. */
export interface Sweeping {
  sweep(): Promise<Scanned>;
  /** Resolves when the sweep that is under way has ended, however it did. */
  ended(): Promise<void>;
}

export function sweepingOf(ground: Ground): Sweeping {
  const { input, fleet, inTurn, judge, cloudFor, enter } = ground;
  const { clouds, progress, signal, types } = input;
  let last: Promise<unknown> = Promise.resolve();

  const sweep = async (): Promise<Scanned> => {
    const readings = await read();
    const { scanned, doubtful } = await inTurn(async () => {
      // Clouds that nobody could enter leave what stood.
      const isNothing = readings.readings.length === 0;
      const doubtful = fleet.endSweep(readings.order, isNothing ? undefined : readings.readings);
      return { doubtful, scanned: await judge(isNothing ? { snapshots: [] } : {}) };
    });
    await readOnceMore(doubtful);
    return scanned;
  };

  const read = async (): Promise<{ readonly order: number; readonly readings: readonly Reading[] }> => {
    const order = fleet.beginSweep();
    try {
      const within = { ...(enter && { clusters: enter }), ...(signal && { signal }) };
      return { order, readings: await collectAll({ clouds, progress, ...within }) };
    } catch (error) {
      fleet.endSweep(order);
      throw error;
    }
  };

  /**
   * What a sweep and a re-read during it answered differently is read once more: one of them is out of date. The sweep
   * has been remembered by then: a read that fails leaves the doubt to the next one.
   */
  const readOnceMore = async (doubtful: readonly Touched[]): Promise<void> => {
    for (const { stood, touched } of partsOf(fleet.snapshots(), doubtful, types)) {
      const order = fleet.begin();
      try {
        const cloud = await cloudFor(stood.target.provider);
        const again = cloud && { ...(await rereadAt({ cloud, stood, types, signal }, touched)), order };
        if (again) await inTurn(async () => (fleet.reread(again) ? judge() : undefined));
      } catch (error) {
        if (!signal?.aborted) input.failed?.(`${stood.target.id} could not be read once more`, error);
      } finally {
        fleet.giveUp(order);
      }
    }
  };

  return {
    sweep() {
      const now = sweep();
      last = now.catch(() => undefined);
      return now;
    },
    async ended() {
      await last;
    },
  };
}
