import type { GetKeyPolicyResponse } from '@aws-sdk/client-kms';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Who may use a key of the customer: the answer of `GetKeyPolicy`, at the key's address and `/policy`. */
export const kmsKeyPolicy = defineType({
  name: 'kms.key-policy',
  scope: 'aws-region',
  reads: ['kms:GetKeyPolicy', 'kms:DescribeKey'],
  byReference: true,
  changedBy: ['kms:PutKeyPolicy', 'kms:DeleteKey'],
  config: wire<GetKeyPolicyResponse>(),
  home: regionOf,
});
