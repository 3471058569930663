import type { AccessEntry } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** What makes an IAM user or role known to a cluster: the answer of `DescribeAccessEntry`. */
export const accessEntry = defineType({
  name: 'eks.access-entry',
  scope: 'aws-region',
  reads: ['eks:ListAccessEntries', 'eks:DescribeAccessEntry', 'eks:ListClusters', 'eks:DescribeCluster'],
  changedBy: [
    'eks:CreateAccessEntry',
    'eks:UpdateAccessEntry',
    'eks:TagResource',
    'eks:UntagResource',
    'eks:DeleteAccessEntry',
  ],
  config: wire<AccessEntry>(),
  keys: {
    cluster: ({ clusterName }) => clusterName,
    principal: ({ principalArn }) => principalArn,
  },
  volatile: ['modifiedAt'],
  home: regionOf,
});
