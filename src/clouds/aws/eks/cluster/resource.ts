import type { Cluster } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { parseArn, regionOf } from '../../address.ts';

/** An EKS cluster: the answer of `DescribeCluster`. */
export const eksCluster = defineType({
  name: 'eks.cluster',
  scope: 'aws-region',
  reads: ['eks:ListClusters', 'eks:DescribeCluster'],
  callers: ['logs:StartQuery', 'logs:GetQueryResults'],
  changedBy: [
    'eks:CreateCluster',
    'eks:UpdateClusterConfig',
    'eks:UpdateClusterVersion',
    'eks:AssociateEncryptionConfig',
    'eks:CancelUpdate',
    'eks:RegisterCluster',
    'eks:DeregisterCluster',
    'eks:TagResource',
    'eks:UntagResource',
    'eks:DeleteCluster',
  ],
  config: wire<Cluster>(),
  keys: {
    name: ({ name }) => name,
    account: ({ arn }) => parseArn(arn ?? '')?.account,
    issuer: ({ identity }) => identity?.oidc?.issuer,
    nodeRole: ({ computeConfig }) => computeConfig?.nodeRoleArn,
    role: ({ roleArn }) => roleArn,
  },
  home: regionOf,
  components: {
    kinds: ['version'],
    read: ({ name: cluster = '', version = '' }) => [
      { kind: 'version', of: 'kubernetes', version, part: 'control plane', cluster },
    ],
  },
  settling: ({ status }) => ['CREATING', 'PENDING', 'DELETING'].find((it) => it === status),
  busy: ({ status }) => (status === 'UPDATING' ? status : undefined),
});
