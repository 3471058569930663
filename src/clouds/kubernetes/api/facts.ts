import type { Resource } from '#model';
import { unknown } from '#rule';
import { clusterIdOf, providerOf, type KubernetesProvider } from '../address.ts';

/** The cloud's cluster that an API belongs to. */
export interface ClusterBehind {
  /** Undefined for files, which do not name the cluster. */
  readonly provider: KubernetesProvider | undefined;
  /** The cluster's cloud id; empty for files. */
  readonly id: string;
}

/** Tells the cluster behind an API from its target. */
export const clusterBehind = ({ target }: Pick<Resource, 'target'>): ClusterBehind => ({
  provider: providerOf(target),
  id: clusterIdOf(target) ?? '',
});

/** The answer about a cluster that no watched cloud lists, or that files do not name. */
export const clusterUnknown = unknown('outside', 'No watched cloud holds the cluster that this API belongs to.');
