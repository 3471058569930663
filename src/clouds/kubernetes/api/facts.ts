import { countPublic, coversHalf } from '#lib/addresses';
import type { ApiReach, Found, Resource, Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { clusterIdOf, isFromFiles, providerOf, type KubernetesProvider } from '../address.ts';
import type { kubernetesApi } from './resource.ts';

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

/** Why it cannot be said whose cluster something is in; undefined where its target says it. */
export const clusterUntold = ({ target }: Pick<Resource, 'target'>): Unknown | undefined =>
  isFromFiles(target) ? unknown('not-in-files', 'The files do not say whose cluster it is.') : undefined;

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

/** The minor version of a control plane; a provider may mark it with a plus. */
export function minorOf(api: Found<Resource<'k8s.api', typeof kubernetesApi.config>>): number | Unknown {
  if (isUnread(api)) return api;
  const minor = api === 'absent' ? undefined : api.config.version?.minor;
  if (minor === undefined) return fieldMissing('version.minor');
  const number = Number(minor.replace(/\+$/, ''));
  return minor === '' || !Number.isInteger(number)
    ? unknown('malformed', `The API's minor version is ${minor}.`)
    : number;
}
