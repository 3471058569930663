import type { Target, Type } from '#model';
import { clusterTypes } from '../gone.ts';
import type { SweepCloud } from '../sweep/shapes.ts';

const clouds: Readonly<Record<string, SweepCloud>> = { aws: 'aws', azure: 'azure', gcp: 'gcp' };

/** The cloud whose functions read a target: of a cluster's own API the one that holds the cluster. */
export function cloudOf(
  { id, provider }: Pick<Target, 'id' | 'provider'>,
  types: readonly Type[],
): SweepCloud | undefined {
  if (provider !== 'kubernetes') return clouds[provider];
  const cluster = id.slice('k8s:'.length);
  const homes = types.flatMap((type) => (clusterTypes.has(type.name) ? (type.home(cluster) ?? []) : []));
  return homes.flatMap((home) => clouds[home.slice(0, home.indexOf(':'))] ?? [])[0];
}
