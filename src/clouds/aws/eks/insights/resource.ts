import type { ListInsightsResponse } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

type Answer = Omit<ListInsightsResponse, 'nextToken'> & { readonly clusterName?: string };

/**
 * What EKS found in its own checks of a cluster, which it makes once a day: all pages of `ListInsights`, without when it
 * looked last.
 */
export const eksInsights = defineType({
  name: 'eks.insights',
  scope: 'aws-region',
  reads: ['eks:ListInsights', 'eks:ListClusters', 'eks:DescribeCluster'],
  changedBy: [],
  config: wire<Answer>(),
  keys: { cluster: ({ clusterName }) => clusterName },
  home: regionOf,
});
