import { projectOf } from '../../address.ts';
import type { gkeCluster } from './resource.ts';

/**
 * The workload pool of a cluster; undefined where Workload Identity Federation is off. Answers of v1beta1 may carry it
 * under its old name.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1beta1/projects.locations.clusters#WorkloadIdentityConfig
 */
export function workloadPoolOf({ workloadIdentityConfig: it }: typeof gkeCluster.config): string | undefined {
  const old = it && 'identityNamespace' in it && typeof it.identityNamespace === 'string' ? it.identityNamespace : '';
  return it?.workloadPool || old || undefined;
}

/** The one pool that a project has, by the address of one of its clusters. */
export const poolOfProject = (cluster: string): string =>
  `${(projectOf(cluster) ?? '').replace('gcp:', '')}.svc.id.goog`;

/** How pods see the metadata of their node, and where that stands. Answers of v1beta1 may say it by an old field. */
export function metadataModeOf(settings: object): { readonly mode: unknown; readonly field: 'mode' | 'nodeMetadata' } {
  const it = 'workloadMetadataConfig' in settings ? settings.workloadMetadataConfig : undefined;
  const held = typeof it === 'object' && it !== null ? it : {};
  if (!('mode' in held) && 'nodeMetadata' in held) return { mode: held.nodeMetadata, field: 'nodeMetadata' };
  return { mode: 'mode' in held ? held.mode : undefined, field: 'mode' };
}
