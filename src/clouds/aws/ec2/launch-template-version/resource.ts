import type { LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A version of a launch template that a node group uses, aliases resolved: an entry of `DescribeLaunchTemplateVersions`. */
export const launchTemplateVersion = defineType({
  name: 'ec2.launch-template-version',
  scope: 'aws-region',
  reads: ['ec2:DescribeLaunchTemplateVersions', 'eks:ListClusters', 'eks:ListNodegroups', 'eks:DescribeNodegroup'],
  changedBy: ['ec2:ModifyLaunchTemplate', 'ec2:DeleteLaunchTemplate', 'ec2:DeleteLaunchTemplateVersions'],
  config: wire<LaunchTemplateVersion>(),
  keys: {
    template: ({ LaunchTemplateId }) => LaunchTemplateId,
    image: ({ LaunchTemplateData }) => LaunchTemplateData?.ImageId,
  },
  home: regionOf,
  components: {
    kinds: ['machine'],
    read: ({ LaunchTemplateData: { ImageId: image } = {} }) =>
      image === undefined ? [] : [{ kind: 'machine', image, running: false, clusters: [] }],
  },
});
