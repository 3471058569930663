import { refreshed, type Reread } from '#engine/refresh';
import { snapshotOf } from '#engine/snapshot-id';
import { compareText } from '#lib/text';
import type { Reading, Touched, Type } from '#model';

/** A re-read with its place in the order in which reads began. */
export interface Ordered extends Reread {
  readonly order: number;
}

/**
 * What stands: the last sweep of each target, with what was read again since. An older read never replaces a newer one:
 * reads count in the order in which they began, whatever clocks say and whenever they end.
 */
export interface Fleet {
  readings(): readonly Reading[];
  /** The place of a read that begins now. */
  begin(): number;
  /** The place of a sweep that begins now; what is read again until it ends is kept for it. */
  beginSweep(): number;
  /** Takes a sweep in, or gives it up. Answers what was read again meanwhile and differs: one of the two is out of date. */
  endSweep(order: number, readings?: readonly Reading[]): readonly Touched[];
  /** Takes a re-read in. Answers whether anything stands otherwise now. */
  reread(again: Ordered): boolean;
}

/** Re-reads that are kept apart while no sweep needs them: a slow one may still end before them in order. */
const most = 200;

export function fleetOf(readings: readonly Reading[], types: readonly Type[]): Fleet {
  let last = 0;
  let base = new Map(readings.map((reading) => [reading.target.id, { reading, order: 0 }]));
  let later: readonly Ordered[] = [];
  const stands = new Map(readings.map((it) => [it.target.id, it]));
  const sweeps = new Set<number>();
  const idOf = (reading: Reading): string => snapshotOf(reading, types).id;

  const lay = (target: string): void => {
    const own = base.get(target);
    if (!own) return;
    const mine = later.filter(({ reading, order }) => reading.target.id === target && order > own.order);
    stands.set(
      target,
      mine.reduce((old, again) => refreshed(old, again), own.reading),
    );
  };
  const fold = (): void => {
    if (sweeps.size > 0 || later.length <= most) return;
    for (const { reading, order } of later.slice(0, most / 2)) {
      const own = base.get(reading.target.id);
      if (!own || order <= own.order) continue;
      const again = later.find((it) => it.order === order);
      if (again) base.set(reading.target.id, { reading: refreshed(own.reading, again), order });
    }
    later = later.slice(most / 2);
  };

  return {
    readings: () => [...stands.values()],
    begin: () => (last += 1),
    beginSweep() {
      sweeps.add((last += 1));
      return last;
    },
    endSweep(order, swept) {
      sweeps.delete(order);
      if (!swept) return [];
      base = new Map(swept.map((reading) => [reading.target.id, { reading, order }]));
      stands.clear();
      for (const id of base.keys()) lay(id);
      const doubtful = later.filter((it) => it.order > order && differs(it));
      later = later.filter((it) => it.order > order);
      return doubtful.flatMap(({ asked }) => asked);

      function differs({ reading: { target } }: Ordered): boolean {
        const [own, now] = [base.get(target.id), stands.get(target.id)];
        return own !== undefined && now !== undefined && idOf(own.reading) !== idOf(now);
      }
    },
    reread(again) {
      const { id } = again.reading.target;
      const old = stands.get(id);
      if (!old) return false;
      later = [...later, again].sort(
        (a, b) => a.order - b.order || compareText(a.reading.target.id, b.reading.target.id),
      );
      lay(id);
      const now = stands.get(id) ?? old;
      fold();
      return idOf(now) !== idOf(old);
    },
  };
}
