import type { UpdateClusterVersionRequest } from '@aws-sdk/client-eks';
import { defineAction, wire } from '#model';
import { whyUnwell } from '../cluster/health-facts.ts';
import { eksCluster } from '../cluster/resource.ts';

/**
 * Moves the control plane to the next Kubernetes minor. The service does not compare.
 * Sources: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterVersion.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html
 */
export const updateVersion = defineAction({
  name: 'eks.update-version',
  on: eksCluster,
  kind: 'replace',
  permissions: ['eks:UpdateClusterVersion', 'eks:DescribeUpdate', 'eks:DescribeCluster'],
  writes: ['version'],
  request: wire<{ version: NonNullable<UpdateClusterVersionRequest['version']> }>(),
  simulate: (cluster, { version }) => [{ put: { ...cluster, config: { ...cluster.config, version } } }],
  undo: () => ({
    cannot: 'EKS rolls a version back within seven days, and nodes and add-ons not with it: a person decides',
  }),
  healthy: ({ config }) => whyUnwell(config),
});
