import type { ListAssociatedAccessPoliciesResponse } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

type Answer = Omit<ListAssociatedAccessPoliciesResponse, 'nextToken'>;

/** The access policies of an access entry: all pages of `ListAssociatedAccessPolicies`. */
export const accessPolicies = defineType({
  name: 'eks.access-policies',
  scope: 'aws-region',
  reads: ['eks:ListAssociatedAccessPolicies', 'eks:ListAccessEntries', 'eks:ListClusters', 'eks:DescribeCluster'],
  changedBy: [
    'eks:CreateAccessEntry',
    'eks:AssociateAccessPolicy',
    'eks:DisassociateAccessPolicy',
    'eks:DeleteAccessEntry',
  ],
  config: wire<Answer>(),
  keys: {
    cluster: ({ clusterName }) => clusterName,
    principal: ({ principalArn }) => principalArn,
  },
  home: regionOf,
});
