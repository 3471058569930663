import type { FlowLog } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A flow log of a VPC, a subnet or an interface: an entry of `DescribeFlowLogs`. */
export const flowLog = defineType({
  name: 'ec2.flow-log',
  scope: 'aws-region',
  reads: ['ec2:DescribeFlowLogs'],
  changedBy: ['ec2:CreateFlowLogs', 'ec2:DeleteFlowLogs', 'ec2:CreateTags', 'ec2:DeleteTags'],
  config: wire<FlowLog>(),
  keys: { of: ({ ResourceId }) => ResourceId },
  home: regionOf,
});
