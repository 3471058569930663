import type { KeyMetadata } from '@aws-sdk/client-kms';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A KMS key that something read refers to: the answer of `DescribeKey`. */
export const kmsKey = defineType({
  name: 'kms.key',
  scope: 'aws-region',
  reads: [
    'kms:DescribeKey',
    'ec2:DescribeVolumes',
    'eks:ListClusters',
    'eks:DescribeCluster',
    'ecr:DescribeRepositories',
  ],
  byReference: true,
  changedBy: [
    'kms:ScheduleKeyDeletion',
    'kms:CancelKeyDeletion',
    'kms:DisableKey',
    'kms:EnableKey',
    'kms:UpdateKeyDescription',
    'kms:ImportKeyMaterial',
    'kms:DeleteImportedKeyMaterial',
    'kms:UpdatePrimaryRegion',
    'kms:DeleteKey',
  ],
  config: wire<KeyMetadata>(),
  keys: { id: ({ KeyId }) => KeyId },
  home: regionOf,
});
