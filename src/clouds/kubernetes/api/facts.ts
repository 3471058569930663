import { countPublic, coversHalf } from '#lib/addresses';
import type { ApiReach, Resource } from '#model';
import { isUnread, unknown } from '#rule';
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

/**
 * Whether an endpoint is open to callers that nobody knows, by the measure of the rule of its cloud: on EKS that rule is
 * critical from half of the internet on, on AKS and GKE it fails above `manyAddresses`, and on AKS for a service tag.
 */
export function isOpenApi(reach: ApiReach, provider: KubernetesProvider | undefined): reach is OpenApi {
  if (isUnread(reach) || reach.is !== 'public') return false;
  const isMany = provider !== 'eks' && countPublic(reach.sources) > manyAddresses;
  return isMany || coversHalf(reach.sources) || reach.words.length > 0;
}

type OpenApi = Extract<ApiReach, { is: 'public' }>;

/** What `maxPublicAddresses` of those rules is when policy says nothing. */
const manyAddresses = 65_536;
