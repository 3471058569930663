import { isOpen } from '#engine/diff';
import type { Cloud, Finding, Resource, RunTarget, Snapshot } from '#model';
import { clusterTypes, goneOf } from '../gone.ts';
import { stopsAfter, type Reader } from './collect.ts';
import { eachReadOf } from './parts.ts';
import type { SweepCloud } from './shapes.ts';
import { stopAfter } from './stop.ts';

export interface GoneInput extends Reader<'isGone'> {
  readonly name: SweepCloud;
  /** The findings that the last run found open in the targets that are asked for. */
  readonly openIn: (isAsked: (target: RunTarget) => boolean) => Promise<readonly Finding[]>;
  /** The targets that alone are asked about; all where nothing is said. */
  readonly only?: readonly string[] | undefined;
}

/**
 * Asks the cloud for whatever has open findings and stands in no reading of this sweep any more. What could not be asked
 * in time stays as it is until the next sweep. Answers the addresses that are gone; the same again answers the same.
 */
export async function confirmGone(input: GoneInput): Promise<readonly string[]> {
  const { name, files, clock } = input;
  const known = await files.gone(name);
  if (known) return known;
  const time = stopAfter(input.began + stopsAfter, clock);
  try {
    const gone = await askedOf(input, time.signal);
    return await files.keepGone(name, [...gone].sort());
  } finally {
    time.over();
  }
}

async function askedOf(input: GoneInput, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const { name, cloud, types } = input;
  const { snapshots, clusters } = await readIn(input);
  const isMeant = ({ id }: RunTarget): boolean => input.only?.includes(id) ?? true;
  const before = await input.openIn((target) => isMeant(target) && !isWhole(target, snapshots.get(target.id)));
  if (!before.some(isOpen)) return new Set();
  const opened = new Map<string, Promise<Pick<Cloud, 'isGone'>>>();
  const open = (cluster: Resource): Promise<Pick<Cloud, 'isGone'>> => {
    const inside = opened.get(cluster.id) ?? input.inside(cluster, signal);
    opened.set(cluster.id, inside);
    return inside;
  };
  const inside: Pick<Cloud, 'provider' | 'isGone'> = {
    provider: 'kubernetes',
    isGone: async (it) => {
      const cluster = clusters.get(it.target);
      return (cluster && (await (await open(cluster)).isGone?.(it, signal))) ?? false;
    },
  };
  const own: Pick<Cloud, 'provider' | 'isGone'> = { ...cloud, provider: name };
  return goneOf({ before, snapshots: [...snapshots.values()], clouds: [own, inside], types, signal });
}

/**
 * Whether everything that has an open finding in a target stands in its reading: it was read as it stood, and the last run says
 * that nothing was open there without its object.
 */
const isWhole = ({ snapshot, sums, again }: RunTarget, read: Snapshot | undefined): boolean =>
  read?.id === snapshot && sums !== undefined && again === undefined;

/** What was read of a cloud, without what its objects hold, and the clusters by their targets. */
async function readIn({ files, name }: GoneInput) {
  const snapshots = new Map<string, Snapshot>();
  const clusters = new Map<string, Resource>();
  await eachReadOf(files, name, ({ reading, digest }) => {
    snapshots.set(reading.target.id, bare({ ...reading, id: digest }));
    for (const it of reading.resources) if (clusterTypes.has(it.type)) clusters.set(`k8s:${it.id}`, it);
  });
  return { snapshots, clusters };
}

/** A reading without what its objects hold: all of a cloud's at once would be more than a function's memory. */
const bare = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  resources: snapshot.resources.map((it) => ({ ...it, config: undefined })),
});
