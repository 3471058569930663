import type { NodeRepairConfig } from '@aws-sdk/client-eks';
import { defineAction, wire } from '#model';
import { eksNodegroup } from './resource.ts';

/**
 * Says whether EKS replaces or restarts the nodes of a group that are not healthy, and how many of them at once. From
 * then on nodes that are not healthy today are replaced, too.
 * Sources: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateNodegroupConfig.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/node-health.html
 */
export const updateNodeRepair = defineAction({
  name: 'eks.update-node-repair',
  on: eksNodegroup,
  kind: 'replace',
  permissions: ['eks:UpdateNodegroupConfig', 'eks:DescribeUpdate', 'eks:DescribeNodegroup'],
  writes: ['nodeRepairConfig'],
  request: wire<{ nodeRepairConfig: NodeRepairConfig }>(),
  simulate: (it, { nodeRepairConfig }) => [{ put: { ...it, config: { ...it.config, nodeRepairConfig } } }],
  undo: ({ config }, _, again) => [again({ nodeRepairConfig: { enabled: false, ...config.nodeRepairConfig } })],
  healthy: ({ config: { status, health } }) =>
    status === 'DEGRADED'
      ? `the node group is DEGRADED: ${(health?.issues ?? []).map(({ code, message }) => message ?? code ?? '').join(' ')}`
      : undefined,
});
