import {
  UpdateNodegroupConfig$,
  type NodeRepairConfig,
  type UpdateNodegroupConfigRequest,
  type UpdateNodegroupConfigResponse,
} from '@aws-sdk/client-eks';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { nodegroupOf } from './read.ts';
import { startNodegroupUpdate } from './update.ts';

export const eksNodegroupOperations: readonly Operation[] = [
  operation('eks', UpdateNodegroupConfig$, updateNodegroupConfig, 'ResourceNotFoundException'),
];

/** How nodes are repaired is all of it that is simulated. */
function updateNodegroupConfig(input: UpdateNodegroupConfigRequest, call: Call): UpdateNodegroupConfigResponse {
  const { clusterName, nodegroupName, nodeRepairConfig } = input;
  const nodegroup = nodegroupOf(call, clusterName, nodegroupName);
  if (nodegroup.status === 'UPDATING') {
    const message = `Nodegroup cannot be updated as it is currently not in Active State`;
    throw new AwsError('ResourceInUseException', message, 409);
  }
  if (nodeRepairConfig === undefined || namesBoth(nodeRepairConfig))
    throw new AwsError('InvalidParameterException', 'Thresholds of node repair are counts or percentages');
  const params = [{ type: 'NodeRepairConfig' as const, value: JSON.stringify(nodeRepairConfig) }];
  return { update: startNodegroupUpdate(nodegroup, { params, change: { nodeRepairConfig } }, call) };
}

const namesBoth = (it: NodeRepairConfig): boolean =>
  (it.maxUnhealthyNodeThresholdCount !== undefined && it.maxUnhealthyNodeThresholdPercentage !== undefined) ||
  (it.maxParallelNodesRepairedCount !== undefined && it.maxParallelNodesRepairedPercentage !== undefined);
