import { fieldMissing, isUnread, type Unknown } from '#rule';
import type { gkeCluster } from './resource.ts';

/**
 * Whether a location is a zone: a region has no letter at its end.
 * Source: https://cloud.google.com/compute/docs/regions-zones
 */
export const isZone = (location: string): boolean => /^[a-z]+-[a-z]+\d+-[a-z]$/.test(location);

/** The zones that the nodes of the pools are in; none where there are no pools. A pool that names none has the cluster's. */
export function zonesOf({ nodePools, locations }: typeof gkeCluster.config): readonly string[] | Unknown {
  const placed = (nodePools ?? []).map((pool, i) => {
    const own = pool.locations ?? locations ?? [];
    return own.length > 0 ? own : fieldMissing(`nodePools[${i}].locations`);
  });
  const untold = placed.find(isUnread);
  return untold ?? [...new Set(placed.flatMap((it) => (isUnread(it) ? [] : it)))];
}
