import type { LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A credential that stands in user data: where, and what it is; never the value. */
export interface UserDataSecret {
  /** In the decoded text, from one. */
  readonly line: number;
  /** As `a GitHub token`. */
  readonly kind: string;
}

/** What is told of user data, which is never kept. */
export interface UserDataHolds {
  readonly state: 'none' | 'read' | 'unreadable';
  readonly secrets: readonly UserDataSecret[];
}

/**
 * A version of a launch template that a node group uses, aliases resolved: an entry of `DescribeLaunchTemplateVersions`,
 * with what its user data holds in place of the user data.
 */
export const launchTemplateVersion = defineType({
  name: 'ec2.launch-template-version',
  scope: 'aws-region',
  reads: ['ec2:DescribeLaunchTemplateVersions', 'eks:ListClusters', 'eks:ListNodegroups', 'eks:DescribeNodegroup'],
  changedBy: ['ec2:ModifyLaunchTemplate', 'ec2:DeleteLaunchTemplate', 'ec2:DeleteLaunchTemplateVersions'],
  config: wire<LaunchTemplateVersion & { readonly userDataHolds?: UserDataHolds }>(),
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
