import type { FargateProfile } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Which pods of a cluster run on Fargate: the answer of `DescribeFargateProfile`. */
export const fargateProfile = defineType({
  name: 'eks.fargate-profile',
  scope: 'aws-region',
  reads: ['eks:ListFargateProfiles', 'eks:DescribeFargateProfile', 'eks:ListClusters', 'eks:DescribeCluster'],
  // A profile is never changed: whoever wants another one makes it.
  changedBy: ['eks:CreateFargateProfile', 'eks:TagResource', 'eks:UntagResource', 'eks:DeleteFargateProfile'],
  config: wire<FargateProfile>(),
  keys: { cluster: ({ clusterName }) => clusterName, role: ({ podExecutionRoleArn }) => podExecutionRoleArn },
  home: regionOf,
  settling: ({ status }) => ['CREATING', 'DELETING'].find((it) => it === status),
});
