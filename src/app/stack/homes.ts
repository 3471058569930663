import type { Change, Target, Type } from '#model';
import { clusterTypes } from '../gone.ts';
import { partsOf } from '../changes/re-read.ts';
import type { SweepCloud } from '../sweep/shapes.ts';
import type { LastFleet } from './last-fleet.ts';

const clouds: Readonly<Record<string, SweepCloud>> = { aws: 'aws', azure: 'azure', gcp: 'gcp' };

/** The cloud whose functions read a target: of a cluster's own API the one that holds the cluster. */
export function cloudOf(
  { id, provider }: Pick<Target, 'id' | 'provider'>,
  types: readonly Type[],
): SweepCloud | undefined {
  if (provider !== 'kubernetes') return clouds[provider];
  const home = homeOf(id, types) ?? '';
  return clouds[home.slice(0, home.indexOf(':'))];
}

/** The target that holds the cluster whose own API a target is; undefined where it is none. */
export function homeOf(target: string, types: readonly Type[]): string | undefined {
  if (!target.startsWith('k8s:')) return undefined;
  const cluster = target.slice('k8s:'.length);
  return types.flatMap((type) => (clusterTypes.has(type.name) ? (type.home(cluster) ?? []) : []))[0];
}

/** The clouds whose functions look after a change: before the first run those that its addresses name. */
export function cloudsOf(
  { touched, provider }: Pick<Change, 'touched' | 'provider'>,
  fleet: LastFleet | undefined,
  types: readonly Type[],
): ReadonlySet<SweepCloud> {
  const places = fleet
    ? partsOf(fleet.snapshots, touched, types).map(({ stood }) => stood.target)
    : touched.map(({ target: id }) => ({ id, provider: id.startsWith('k8s:') ? ('kubernetes' as const) : provider }));
  return new Set(places.flatMap((target) => cloudOf(target, types) ?? []));
}
