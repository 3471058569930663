import type { Reread } from '#engine/moved/refresh';
import { isTouched } from '#engine/moved/touched';
import type { Cloud, Reading, Snapshot, Target, Touched, Type } from '#model';
import { clusterTypes } from '../gone.ts';

/** Where a change is looked after. */
export interface Place {
  readonly cloud: Cloud;
  /** How the target stood when the change was heard of. */
  readonly stood: Reading;
  readonly types: readonly Type[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a change touched in a target that was read: where nothing but its clusters was looked at, only these; objects that
 * are read by reference where something there names them, wherever their home is.
 */
export function touchedIn(stood: Reading, all: readonly Touched[], types: readonly Type[]): readonly Touched[] {
  const { id, scopes } = stood.target;
  const referred = new Set(types.filter(({ byReference }) => byReference).map(({ name }) => name));
  return all.filter((it) => {
    if (scopes.length === 0) return it.target === id && clusterTypes.has(it.type);
    if (!referred.has(it.type)) return it.target === id;
    return (it.id !== undefined || it.target === id) && stood.resources.some((one) => isTouched([it], one));
  });
}

/** What a change touched in one target, and how that stood. */
export interface Part {
  readonly stood: Snapshot;
  readonly touched: readonly Touched[];
}

/** What a change touched, target by target. */
export const partsOf = (
  snapshots: readonly Snapshot[],
  all: readonly Touched[],
  types: readonly Type[],
): readonly Part[] =>
  snapshots
    .map((stood) => ({ stood, touched: touchedIn(stood, all, types) }))
    .filter(({ touched }) => touched.length > 0);

/** Reads again what a change touched. A new cluster is read with all that surrounds it, once it has settled. */
export async function rereadAt({ cloud, stood, types, signal }: Place, asked: readonly Touched[]): Promise<Reread> {
  const { target, resources } = stood;
  const again = await rereadOf(cloud, target, asked, signal);
  const known = new Set(resources.map(({ id }) => id));
  // Where nothing was looked at before, everything has just been.
  if (target.scopes.length === 0) return again;
  const isNew = again.reading.resources.some(
    ({ type, id, config }) =>
      clusterTypes.has(type) &&
      !known.has(id) &&
      types.find(({ name }) => name === type)?.settling?.(config) === undefined,
  );
  return isNew ? { reading: await cloud.collect(target, signal), asked, gone: new Set(), whole: true } : again;
}

/** Reads again what a change touched in a target. What is not there any more is asked for once more before it is gone. */
export async function rereadOf(
  cloud: Cloud,
  target: Target,
  asked: readonly Touched[],
  signal?: AbortSignal,
): Promise<Reread> {
  const reading = (await cloud.reread?.(target, asked, signal)) ?? (await cloud.collect(target, signal));
  const gone = new Set<string>();
  for (const { reason, resource, types } of reading.gaps) {
    if (reason !== 'not-found' || resource === undefined) continue;
    const touched = asked.find(({ type, id }) => id === resource && types.includes(type));
    const ref = touched && { ...touched, id: resource, name: resource };
    if (ref && (await cloud.isGone?.(ref, signal))) gone.add(resource);
  }
  return { reading, asked, gone };
}
