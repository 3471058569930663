import type { Roster, RunTarget } from '#model';
import type { Files } from '../files.ts';
import { targetsPlace } from '../memory.ts';

/** What the watchdog reads of sweeps, and what it keeps of them. */
export interface Rosters {
  /** How the targets of a run were read; undefined where the list of it is not there any more. */
  targets(run: string): Promise<readonly RunTarget[] | undefined>;
  /** The roster after a sweep, where it was kept. */
  roster(run: string): Promise<Roster | undefined>;
  /** Keeps the roster after a sweep once: it never changes. */
  keep(run: string, roster: Roster): Promise<void>;
}

/** The rosters of a store, one file for each sweep. */
export function rostersOn(files: Files): Rosters {
  const read = async (path: string): Promise<unknown> => {
    const body = await files.get(path);
    return body === undefined ? undefined : JSON.parse(body);
  };
  return {
    targets: async (run) => (await read(targetsPlace(run))) as readonly RunTarget[] | undefined,
    roster: async (run) => (await read(placeOf(run))) as Roster | undefined,
    async keep(run, roster) {
      await files.put(placeOf(run), JSON.stringify(roster));
    },
  };
}

const placeOf = (run: string): string => `watchdog/${run}.json`;
