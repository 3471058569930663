import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** The log group of the control plane of a cluster: an entry of `DescribeLogGroups`. Others are not read. */
export const logGroup = defineType({
  name: 'logs.log-group',
  scope: 'aws-region',
  reads: ['logs:DescribeLogGroups'],
  changedBy: [
    'logs:CreateLogGroup',
    'logs:PutRetentionPolicy',
    'logs:DeleteRetentionPolicy',
    'logs:AssociateKmsKey',
    'logs:DisassociateKmsKey',
    'logs:DeleteLogGroup',
  ],
  config: wire<LogGroup>(),
  keys: { name: ({ logGroupName }) => logGroupName },
  volatile: ['storedBytes', 'metricFilterCount'],
  home: regionOf,
});
