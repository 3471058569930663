import type { GetImageBlockPublicAccessStateResult } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Whether AMIs of the region can be made public: the answer of `GetImageBlockPublicAccessState`, once per target. */
export const imagePublicBlock = defineType({
  name: 'ec2.image-public-block',
  scope: 'aws-region',
  reads: ['ec2:GetImageBlockPublicAccessState'],
  changedBy: ['ec2:EnableImageBlockPublicAccess', 'ec2:DisableImageBlockPublicAccess'],
  config: wire<GetImageBlockPublicAccessStateResult>(),

  home: regionOf,
});
