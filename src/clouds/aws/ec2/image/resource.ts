import type { Image } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** An AMI in use: an entry of `DescribeImages`. */
export const image = defineType({
  name: 'ec2.image',
  scope: 'aws-region',
  reads: [
    'ec2:DescribeImages',
    'ec2:DescribeInstances',
    'ec2:DescribeLaunchTemplateVersions',
    'eks:ListClusters',
    'eks:ListNodegroups',
    'eks:DescribeNodegroup',
  ],
  byReference: true,
  changedBy: [
    'ec2:DeregisterImage',
    'ec2:RestoreImageFromRecycleBin',
    'ec2:DisableImage',
    'ec2:EnableImage',
    'ec2:EnableImageDeprecation',
    'ec2:DisableImageDeprecation',
    'ec2:EnableImageDeregistrationProtection',
    'ec2:DisableImageDeregistrationProtection',
    'ec2:ModifyImageAttribute',
    'ec2:ResetImageAttribute',
    'ec2:CancelImageLaunchPermission',
    'ec2:CreateTags',
    'ec2:DeleteTags',
  ],
  config: wire<Image>(),
  keys: { id: ({ ImageId }) => ImageId },
  home: regionOf,
});
