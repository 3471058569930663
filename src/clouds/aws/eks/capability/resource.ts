import type { Capability } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Argo CD, ACK or kro that EKS runs for a cluster: the answer of `DescribeCapability`. */
export const eksCapability = defineType({
  name: 'eks.capability',
  scope: 'aws-region',
  reads: ['eks:ListCapabilities', 'eks:DescribeCapability', 'eks:ListClusters', 'eks:DescribeCluster'],
  changedBy: [
    'eks:CreateCapability',
    'eks:UpdateCapability',
    'eks:TagResource',
    'eks:UntagResource',
    'eks:DeleteCapability',
  ],
  config: wire<Capability>(),
  keys: { cluster: ({ clusterName }) => clusterName, role: ({ roleArn }) => roleArn },
  volatile: ['modifiedAt', 'health'],
  home: regionOf,
  settling: ({ status }) => ['CREATING', 'DELETING'].find((it) => it === status),
  busy: ({ status }) => (status === 'UPDATING' ? status : undefined),
});
