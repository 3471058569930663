import type { ClusterVersionInformation } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A Kubernetes minor that EKS knows, with its support window: an entry of `DescribeClusterVersions`. */
export const eksVersion = defineType({
  name: 'eks.version',
  scope: 'aws-region',
  reads: ['eks:DescribeClusterVersions'],
  changedBy: [],
  config: wire<ClusterVersionInformation>(),
  keys: { version: ({ clusterVersion }) => clusterVersion },
  home: regionOf,
});
