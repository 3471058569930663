import type { Memory } from '#model';
import type { Item, Table } from '#store/table';

const key = { partition: 'losses', sort: 'store' };

interface Noted {
  readonly isLost: boolean;
}

/** That somebody could not read what the last run wrote; undefined where nobody has said so since it was last mended. */
export async function lossNoted(work: Table): Promise<Item | undefined> {
  const item = await work.get(key);
  return item && (item.body as Noted).isLost ? item : undefined;
}

/** Everything that a sweep holds was looked for since, and written again. What was noted meanwhile stays. */
export async function lossMended(work: Table, { version }: Item): Promise<void> {
  await work.put({ ...key, version: version + 1, body: { isLost: false } satisfies Noted });
}

/** Reads what the last run wrote, and notes where that is lost. */
export type Noting = <T>(reading: Promise<T>) => Promise<T>;

/**
 * Notes where nobody can read what the last run wrote: the next sweep looks for all of it then, which would cost too much each
 * time. One note too many costs no more than that.
 */
export const notingOn =
  (work: Table): Noting =>
  async (reading) => {
    try {
      return await reading;
    } catch (error) {
      const item = await work.get(key);
      if (!item || !(item.body as Noted).isLost) {
        await work.put({ ...key, version: (item?.version ?? 0) + 1, body: { isLost: true } satisfies Noted });
      }
      throw error;
    }
  };

/** A memory that notes what of the last run it cannot read. */
export const notingLosses = (memory: Memory, noting: Noting): Memory => ({
  ...memory,
  snapshots: (run, among) => noting(memory.snapshots(run, among)),
  scan: (run) => noting(memory.scan(run)),
});
