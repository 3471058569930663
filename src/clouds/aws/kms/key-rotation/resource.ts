import type { GetKeyRotationStatusResponse } from '@aws-sdk/client-kms';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** How a key of the customer is rotated: the answer of `GetKeyRotationStatus`, at the key's address and `/rotation`. */
export const kmsKeyRotation = defineType({
  name: 'kms.key-rotation',
  scope: 'aws-region',
  reads: ['kms:GetKeyRotationStatus', 'kms:DescribeKey'],
  changedBy: ['kms:EnableKeyRotation', 'kms:DisableKeyRotation', 'kms:UpdatePrimaryRegion'],
  config: wire<GetKeyRotationStatusResponse>(),
  volatile: ['NextRotationDate', 'OnDemandRotationStartDate'],
  home: regionOf,
});
