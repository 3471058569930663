import type { GetAllowedImagesSettingsResult } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Which AMIs the account may launch in the region: the answer of `GetAllowedImagesSettings`, once per target. */
export const allowedImages = defineType({
  name: 'ec2.allowed-images',
  scope: 'aws-region',
  reads: ['ec2:GetAllowedImagesSettings'],
  changedBy: [
    'ec2:EnableAllowedImagesSettings',
    'ec2:DisableAllowedImagesSettings',
    'ec2:ReplaceImageCriteriaInAllowedImagesSettings',
  ],
  config: wire<GetAllowedImagesSettingsResult>(),

  home: regionOf,
});
