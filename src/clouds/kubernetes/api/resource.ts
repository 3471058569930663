import type { VersionInfo } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';

/** What a cluster's API says of itself. A part that could not be read is absent. */
export interface ApiServer {
  /** The answer of `/version`. */
  readonly version?: Pick<VersionInfo, 'major' | 'minor' | 'gitVersion'>;
  /** The API groups of `/apis`, by their versions: a group that is not among them does not exist. */
  readonly groups?: readonly { readonly name: string; readonly versions: readonly string[] }[];
}

/** A cluster's API: it exists once per cluster. */
export const kubernetesApi = defineType({
  name: 'k8s.api',
  scope: 'cluster',
  reads: ['get /version', 'get /apis'],
  changedBy: [
    'create customresourcedefinitions.apiextensions.k8s.io',
    'delete customresourcedefinitions.apiextensions.k8s.io',
  ],
  config: wire<ApiServer>(),
  home: clusterTargetOf,
});
