import { abreast } from '#lib/abreast';
import type { RunTarget } from '#model';
import { chunksIn, snapshotPlace } from '../runs/chunks.ts';
import { groupPlaces, shardsIn } from '../bills/component-files.ts';
import type { Files } from '../files.ts';
import { kept } from '../lost.ts';
import { targetsPlace } from '../memory.ts';
import { statePlace } from '../runs/state-file.ts';

/** Files that are read at once. */
const reading = 50;

/**
 * What a file is called among marks: the beginning of its name, which is a digest of what it holds or the id of a run. Two
 * that begin alike both stay while one of them is named.
 */
export const markOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1, -'.json'.length).slice(0, 24);

/** Tells which files are named by others. Throws a ShoalwatchError where one that is named cannot be read: what it names is unknown. */
export interface Naming {
  /** Marks of what runs name: their lists, states, snapshots with their chunks, groups of components with their shards. */
  ofRuns(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Marks of snapshots and groups, and of their parts. */
  ofWholes(places: Iterable<string>): Promise<ReadonlySet<string>>;
}

/** The names in the files of a store. What was opened for one question is known at the next one. */
export function namingOn(files: Files): Naming {
  let opened: ReadonlyMap<string, readonly string[]> = new Map();
  const partsOf = async (place: string): Promise<readonly string[]> =>
    opened.get(place) ?? (await partsAt(files, place)).map(markOf);
  const ofWholes = async (places: Iterable<string>): Promise<ReadonlySet<string>> => {
    const now = new Map(await abreast([...places], reading, async (it) => [it, await partsOf(it)] as const));
    opened = now;
    return new Set([...now].flatMap(([place, parts]) => [markOf(place), ...parts]));
  };
  return {
    ofWholes,
    async ofRuns(ids) {
      const [marks, wholes] = [new Set<string>(), new Set<string>()];
      await abreast(ids, reading, async (id) => {
        const body = await kept(files, targetsPlace(id), `it lists the targets of ${id}`);
        const targets = JSON.parse(body) as readonly RunTarget[];
        marks.add(markOf(targetsPlace(id)));
        for (const { snapshot, stateDigest } of targets) {
          marks.add(markOf(statePlace(stateDigest)));
          wholes.add(snapshotPlace(snapshot));
        }
        for (const place of groupPlaces(targets)) wholes.add(place);
      });
      return marks.union(await ofWholes(wholes));
    },
  };
}

/** Groups of components were not always kept, and can be told anew from the snapshots; a snapshot cannot. */
async function partsAt(files: Files, place: string): Promise<readonly string[]> {
  if (place.startsWith('snapshots/')) return chunksIn(await kept(files, place, 'it is a snapshot that is still named'));
  const body = await files.get(place);
  return body === undefined ? [] : shardsIn(body);
}
