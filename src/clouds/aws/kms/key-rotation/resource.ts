import type { GetKeyRotationStatusResponse } from '@aws-sdk/client-kms';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** How a key of the customer is rotated: the answer of `GetKeyRotationStatus`, at the key's address and `/rotation`. */
export const kmsKeyRotation = defineType({
  name: 'kms.key-rotation',
  scope: 'aws-region',
  reads: ['kms:GetKeyRotationStatus', 'kms:DescribeKey'],
  byReference: true,
  changedBy: [
    'kms:EnableKeyRotation',
    'kms:DisableKeyRotation',
    'kms:UpdatePrimaryRegion',
    'kms:DisableKey',
    'kms:EnableKey',
    'kms:ScheduleKeyDeletion',
    'kms:CancelKeyDeletion',
    'kms:DeleteKey',
  ],
  config: wire<GetKeyRotationStatusResponse>(),
  volatile: ['NextRotationDate', 'OnDemandRotationStartDate'],
  home: regionOf,
});
