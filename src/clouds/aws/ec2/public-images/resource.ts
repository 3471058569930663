import type { DescribeImagesResult } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

type Answer = Omit<DescribeImagesResult, 'NextToken'>;

/** The account's own AMIs that everybody may launch: all pages of `DescribeImages`, once per target. */
export const publicImages = defineType({
  name: 'ec2.public-images',
  scope: 'aws-region',
  reads: ['ec2:DescribeImages'],
  changedBy: [
    'ec2:ModifyImageAttribute',
    'ec2:ResetImageAttribute',
    'ec2:DeregisterImage',
    'ec2:DisableImage',
    'ec2:EnableImage',
  ],
  config: wire<Answer>(),

  home: regionOf,
});
