import { refreshed, type Reread } from '#engine/refresh';
import type { Reading } from '#model';

/** What stands: the last reading of each target, with what was read again since. */
export interface Fleet {
  readings(): readonly Reading[];
  /** Takes a sweep in. What was read again while it went on stands over it: an older read never replaces a newer one. */
  sweep(readings: readonly Reading[]): void;
  reread(again: Reread): void;
}

export function fleetOf(readings: readonly Reading[]): Fleet {
  let stands = new Map(readings.map((it) => [it.target.id, it]));
  let later: readonly Reread[] = [];
  const lay = (again: Reread): void => {
    const { id } = again.reading.target;
    const old = stands.get(id);
    if (old) stands.set(id, refreshed(old, again));
  };
  return {
    readings: () => [...stands.values()],
    sweep(swept) {
      stands = new Map(swept.map((it) => [it.target.id, it]));
      later = later.filter(({ reading }) => {
        const { startedAt } = stands.get(reading.target.id) ?? reading;
        return startedAt < reading.startedAt;
      });
      for (const again of later) lay(again);
    },
    reread(again) {
      later = [...later, again];
      lay(again);
    },
  };
}
