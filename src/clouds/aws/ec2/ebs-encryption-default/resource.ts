import type { GetEbsEncryptionByDefaultResult } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Whether new volumes are encrypted: the answer of `GetEbsEncryptionByDefault`, once per target. */
export const ebsEncryptionDefault = defineType({
  name: 'ec2.ebs-encryption-default',
  scope: 'aws-region',
  reads: ['ec2:GetEbsEncryptionByDefault'],
  changedBy: ['ec2:EnableEbsEncryptionByDefault', 'ec2:DisableEbsEncryptionByDefault'],
  config: wire<GetEbsEncryptionByDefaultResult>(),

  home: regionOf,
});
