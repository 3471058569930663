import { isUnread, type Unknown } from '#rule';
import type { aksCluster } from '../cluster/resource.ts';
import { ownPools } from '../cluster/pool-facts.ts';
import { runnersOf, type Runner } from './facts.ts';

/** A pool with the version that it runs, and that of the control plane. */
export interface PoolVersion {
  readonly name: string;
  readonly pool: Runner;
  readonly plane: Runner;
  /** Minors that the pool is behind the control plane. */
  readonly behind: number;
}

/** How far each pool is behind the control plane; pools that AKS hosts are left out. */
export function poolVersions(config: typeof aksCluster.config): readonly (PoolVersion | Unknown)[] {
  const own = ownPools(config);
  if (isUnread(own)) return [own];
  const [plane, ...runners] = runnersOf(config);
  return own
    .map(({ name }, i) => {
      const pool = runners[i];
      if (!pool || isUnread(pool)) return pool;
      return !plane || isUnread(plane) ? plane : { name, pool, plane, behind: minor(plane) - minor(pool) };
    })
    .flatMap((it) => it ?? []);
}

const minor = ({ minor: version }: Runner): number => Number(version.split('.')[1]);
