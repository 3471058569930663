import { isOpen } from '#engine/diff';
import { abreast } from '#lib/abreast';
import type { Cloud, Finding, Reading, Resource, Snapshot } from '#model';
import { clusterTypes, goneOf } from '../gone.ts';
import { stopsAfter, type Reader } from './collect.ts';
import type { SweepCloud } from './shapes.ts';
import { stopAfter } from './stop.ts';
import { targetsDealt } from './dealt.ts';

export interface GoneInput extends Reader<'isGone'> {
  readonly name: SweepCloud;
  /** The findings as they were last written. */
  readonly before: readonly Finding[];
}

/** How many readings are read at once. */
const width = 16;

/**
 * Asks the cloud for whatever has open findings and stands in no reading of this sweep any more. What could not be asked
 * in time stays as it is until the next sweep. Answers the addresses that are gone; the same again answers the same.
 */
export async function confirmGone(input: GoneInput): Promise<readonly string[]> {
  const { name, files, clock, before } = input;
  const known = await files.gone(name);
  if (known) return known;
  if (!before.some(isOpen)) return files.keepGone(name, []);
  const time = stopAfter(input.began + stopsAfter, clock);
  try {
    const gone = await askedOf(input, time.signal);
    return await files.keepGone(name, [...gone].sort());
  } finally {
    time.over();
  }
}

async function askedOf(input: GoneInput, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const { name, files, cloud, before, types } = input;
  const targets = await targetsDealt(files, name);
  const homes = new Map<string, string>();
  const read = await abreast(targets, width, async ({ id }) => {
    const reading = await files.reading(id);
    for (const it of reading?.resources ?? []) if (clusterTypes.has(it.type)) homes.set(`k8s:${it.id}`, id);
    return reading ? [bare(reading)] : [];
  });
  const clusterAt = async (target: string): Promise<Resource | undefined> => {
    const home = await files.reading(homes.get(target) ?? '');
    return home?.resources.find(({ id }) => `k8s:${id}` === target);
  };
  const opened = new Map<string, Promise<Pick<Cloud, 'isGone'> | undefined>>();
  const open = (target: string): Promise<Pick<Cloud, 'isGone'> | undefined> => {
    const inside =
      opened.get(target) ?? clusterAt(target).then((cluster) => (cluster ? input.inside(cluster, signal) : undefined));
    opened.set(target, inside);
    return inside;
  };
  const clusters: Pick<Cloud, 'provider' | 'isGone'> = {
    provider: 'kubernetes',
    isGone: async (it) => {
      const inside = homes.has(it.target) ? await open(it.target) : undefined;
      return (await inside?.isGone?.(it, signal)) ?? false;
    },
  };
  const own: Pick<Cloud, 'provider' | 'isGone'> = { ...cloud, provider: name };
  return goneOf({ before, snapshots: read.flat(), clouds: [own, clusters], types, signal });
}

/** A reading without what its objects hold: all of a cloud's at once would be more than a function's memory. */
const bare = (reading: Reading): Snapshot => ({
  ...reading,
  id: '',
  resources: reading.resources.map((it) => ({ ...it, config: undefined })),
});
