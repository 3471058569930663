import type { Addon } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** An add-on that EKS manages: the answer of `DescribeAddon`. */
export const eksAddon = defineType({
  name: 'eks.addon',
  scope: 'aws-region',
  // What EKS runs itself is told by its answer about the cluster: of others no add-ons are asked.
  reads: ['eks:ListAddons', 'eks:DescribeAddon', 'eks:ListClusters', 'eks:DescribeCluster'],
  changedBy: ['eks:CreateAddon', 'eks:UpdateAddon', 'eks:TagResource', 'eks:UntagResource', 'eks:DeleteAddon'],
  config: wire<Addon>(),
  keys: {
    cluster: ({ clusterName }) => clusterName,
    name: ({ addonName }) => addonName,
  },
  volatile: ['modifiedAt'],
  home: regionOf,
  components: {
    kinds: ['version'],
    read: ({ addonName: of = '', addonVersion: version = '', clusterName: cluster = '' }) => [
      { kind: 'version', of, version, part: 'add-on', cluster },
    ],
  },
});
