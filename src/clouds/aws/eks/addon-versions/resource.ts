import type { AddonInfo } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

type Answer = Pick<AddonInfo, 'addonName' | 'addonVersions'> & { readonly kubernetesVersion?: string };

/** The versions of an add-on that fit a Kubernetes version, with the one that EKS takes by itself: `DescribeAddonVersions`. */
export const addonVersions = defineType({
  name: 'eks.addon-versions',
  scope: 'aws-region',
  reads: ['eks:DescribeAddonVersions', 'eks:ListAddons', 'eks:ListClusters', 'eks:DescribeCluster'],
  changedBy: [],
  config: wire<Answer>(),
  keys: { addon: ({ addonName }) => addonName, version: ({ kubernetesVersion }) => kubernetesVersion },
  home: regionOf,
});
