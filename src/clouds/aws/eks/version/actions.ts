import type { UpdateClusterVersionRequest } from '@aws-sdk/client-eks';
import { defineAction, wire } from '#model';
import { eksCluster } from '../cluster/resource.ts';

/**
 * Moves the control plane to the next Kubernetes minor. The service does not compare; there is no way back.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterVersion.html
 */
export const updateVersion = defineAction({
  name: 'eks.update-version',
  on: eksCluster,
  kind: 'replace',
  permissions: ['eks:UpdateClusterVersion', 'eks:DescribeUpdate'],
  writes: ['version'],
  request: wire<{ version: NonNullable<UpdateClusterVersionRequest['version']> }>(),
  simulate: (cluster, { version }) => [{ put: { ...cluster, config: { ...cluster.config, version } } }],
});
