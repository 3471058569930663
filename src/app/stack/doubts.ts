import type { Gap, Reading, Target, Type } from '#model';
import { clusterTypes } from '../gone.ts';
import type { Sweep } from '../sweep/sweep.ts';
import { cloudOf } from './homes.ts';

/** Why a target that a sweep did not deal out may be there all the same; undefined where it is certainly not. */
export type Doubts = (target: string) => string | undefined;

/**
 * What of the targets that the last run knew a sweep could not find out about: those of a cloud that was not dealt out to its
 * end, of places that could not be listed, and the clusters of a place whose own listing is not whole. Undefined where it found
 * out everything.
 */
export function doubtsOf({ readings, missing }: Sweep, types: readonly Type[]): Doubts | undefined {
  const read = new Map(readings.map((it) => [it.target.id, it]));
  const unread = new Map(missing.targets.map(({ target, why }) => [target.id, why]));
  const clouds = new Map<string, string>(missing.clouds.map(({ cloud, why }) => [cloud, why]));
  const places = [
    ...readings.map(({ target, gaps }) => ({ target, why: gaps[0]?.detail ?? notListed })),
    ...missing.targets,
  ].flatMap(({ target, why }) => beginningsOf(target).map((beginning) => ({ beginning, why })));
  const isSure = unread.size + clouds.size + places.length === 0 && readings.every((it) => listsClusters(it));
  if (isSure) return undefined;

  const ofPlace = (id: string): string | undefined => places.find(({ beginning }) => id.startsWith(beginning))?.why;
  const ofCluster = (cluster: string): string | undefined => {
    const [home] = types.flatMap((type) => (clusterTypes.has(type.name) ? (type.home(cluster) ?? []) : []));
    if (home === undefined) return undefined;
    const reading = read.get(home);
    if (!reading) return unread.get(home) ?? ofPlace(home);
    return listsClusters(reading) ? undefined : notListed;
  };
  return (id) => {
    const isCluster = id.startsWith('k8s:');
    const provider = isCluster ? 'kubernetes' : (providers.find((it) => id.startsWith(`${it}:`)) ?? 'kubernetes');
    const why = clouds.get(cloudOf({ id, provider }, types) ?? '');
    return why ?? unread.get(id) ?? (isCluster ? ofCluster(id.slice('k8s:'.length)) : ofPlace(id));
  };
}

const providers = ['aws', 'azure', 'gcp'] as const;

const notListed = 'It could not be found out in this sweep whether it is still there.';

/** What the ids of those begin with that a target stands for: accounts, subscriptions, projects or regions nobody could list. */
function beginningsOf({ id, provider, scopes }: Target): readonly string[] {
  const [, place = ''] = id.split(':');
  if (place === 'unknown') return [`${provider}:`];
  return id.endsWith(':global') && scopes.includes('aws-region') ? [`aws:${place}:`] : [];
}

/** Whether every cluster of a place stands in its reading. A place without a scope was found to hold none. */
const listsClusters = ({ target, gaps }: Pick<Reading, 'target' | 'gaps'>): boolean =>
  target.provider === 'kubernetes' || target.scopes.length === 0 || !gaps.some(isOnClusters);

const isOnClusters = ({ types }: Gap): boolean => types.some((name) => clusterTypes.has(name));
