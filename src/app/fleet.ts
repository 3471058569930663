import { refreshed, type Reread } from '#engine/moved/refresh';
import { snapshotOf } from '#engine/snapshot-id';
import { compareText } from '#lib/text';
import type { Reading, Snapshot, Touched, Type } from '#model';

/** A re-read with its place in the order in which reads began. */
export interface Ordered extends Reread {
  readonly order: number;
}

/**
 * What stands: the last sweep of each target, with what was read again since. An older read never replaces a newer one:
 * reads count in the order in which they began, whatever clocks say and whenever they end.
 */
export interface Fleet {
  /** Each with the id of its content, which is worked out where something was read and nowhere else. */
  snapshots(): readonly Snapshot[];
  /** The place of a read that begins now; it is open until it is taken in or given up. */
  begin(): number;
  giveUp(order: number): void;
  /** The place of a sweep that begins now; what is read again until it ends is kept for it. */
  beginSweep(): number;
  /** Takes a sweep in, or gives it up. Answers what was read again meanwhile and differs: one of the two is out of date. */
  endSweep(order: number, readings?: readonly Reading[]): readonly Touched[];
  /** Takes in what was read of one target as a whole. */
  read(whole: { readonly reading: Reading; readonly order: number }): void;
  /** Takes a re-read in. Answers whether anything stands otherwise now. */
  reread(again: Ordered): boolean;
}

/** What a target is laid out from: a whole read, and its place in the order. */
interface Base {
  readonly snapshot: Snapshot;
  readonly order: number;
}

/** Re-reads that are kept apart while no sweep needs them: a slow one may still end before them in order. */
const most = 200;
/** Re-reads that are kept apart for a read that is still open; one that is open for longer ends as an old one. */
const mostForOpen = 5000;

export function fleetOf(given: readonly Reading[], types: readonly Type[]): Fleet {
  const baseOf = (reading: Reading, order: number) =>
    [reading.target.id, { snapshot: snapshotOf(reading, types), order }] as const;
  let last = 0;
  let base = new Map<string, Base>(given.map((reading) => baseOf(reading, 0)));
  let later: readonly Ordered[] = [];
  const stands = new Map([...base].map(([id, { snapshot }]) => [id, snapshot]));
  const sweeps = new Set<number>();
  const open = new Set<number>();

  const lay = (target: string): void => {
    const own = base.get(target);
    if (!own) return;
    const mine = later.filter(({ reading, order }) => reading.target.id === target && order > own.order);
    stands.set(target, laidOver(own.snapshot, mine));
  };
  const laidOver = (old: Snapshot, mine: readonly Ordered[]): Snapshot =>
    mine.length === 0 ? old : snapshotOf(mine.reduce<Reading>(refreshed, old), types);
  const fold = (): void => {
    if (sweeps.size > 0 || later.length <= most) return;
    const firstOpen = later.length > mostForOpen ? Infinity : Math.min(...open);
    const oldest = later.slice(0, most / 2).filter(({ order }) => order < firstOpen);
    later = later.slice(oldest.length);
    for (const [target, mine] of Map.groupBy(oldest, ({ reading }) => reading.target.id)) {
      const own = base.get(target);
      const newer = mine.filter(({ order }) => own !== undefined && order > own.order);
      const order = newer.at(-1)?.order;
      if (own && order !== undefined) base.set(target, { snapshot: laidOver(own.snapshot, newer), order });
    }
  };

  return {
    snapshots: () => [...stands.values()],
    begin() {
      open.add((last += 1));
      return last;
    },
    giveUp: (order) => void open.delete(order),
    beginSweep() {
      sweeps.add((last += 1));
      return last;
    },
    endSweep(order, swept) {
      sweeps.delete(order);
      if (!swept) return [];
      // What began before the sweep counts for nothing now.
      for (const one of open) if (one < order) open.delete(one);
      base = new Map(swept.map((reading) => baseOf(reading, order)));
      stands.clear();
      for (const id of base.keys()) lay(id);
      later = later.filter((it) => it.order > order);
      const differs = ({ reading: { target } }: Ordered): boolean =>
        base.get(target.id)?.snapshot.id !== stands.get(target.id)?.id;
      return later.filter(differs).flatMap(({ asked }) => asked);
    },
    read({ reading, order }) {
      open.delete(order);
      const { id } = reading.target;
      const own = base.get(id);
      // A sweep that began later says more.
      if (!own || own.order > order) return;
      base.set(...baseOf(reading, order));
      lay(id);
    },
    reread(again) {
      open.delete(again.order);
      const { id } = again.reading.target;
      const old = stands.get(id);
      if (!old) return false;
      const others = later.filter(({ reading }) => reading.target.id === id);
      const newest = Math.max(base.get(id)?.order ?? 0, ...others.map(({ order }) => order));
      later = [...later, again].sort(
        (a, b) => a.order - b.order || compareText(a.reading.target.id, b.reading.target.id),
      );
      if (again.order > newest) stands.set(id, laidOver(old, [again]));
      else lay(id);
      fold();
      return stands.get(id)?.id !== old.id;
    },
  };
}
