import type { Action, Fail, ResourceOf } from '#model';
import { updatePoolMetadata } from './pool-actions.ts';
import type { gkeCluster } from './resource.ts';
import { updateWorkloadIdentity } from './update-actions.ts';
import { poolOfProject, workloadPoolOf } from './workload-identity-facts.ts';

export const metadataActions = [updateWorkloadIdentity, updatePoolMetadata] as const;

/** Has the nodes of a pool serve metadata through GKE, for which the cluster needs Workload Identity Federation. */
export function planMetadataServer(
  cluster: ResourceOf<typeof gkeCluster>,
  { key = '' }: Pick<Fail, 'key'>,
): readonly Action[] {
  const workloadPool = poolOfProject(cluster.id);
  const identity = updateWorkloadIdentity(cluster, { desiredWorkloadIdentityConfig: { workloadPool } });
  const mode = { mode: 'GKE_METADATA' } as const;
  const pool = updatePoolMetadata(cluster, { nodePoolId: key, workloadMetadataConfig: mode });
  return workloadPoolOf(cluster.config) === undefined ? [identity, pool] : [pool];
}
