import type { GetRegistryPolicyResponse } from '@aws-sdk/client-ecr';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Who may use the private registry of a region: the answer of `GetRegistryPolicy`, once per target; without a text where the registry has no policy. */
export const ecrRegistryPolicy = defineType({
  name: 'ecr.registry-policy',
  scope: 'aws-region',
  reads: ['ecr:GetRegistryPolicy'],
  changedBy: ['ecr:PutRegistryPolicy', 'ecr:DeleteRegistryPolicy'],
  config: wire<GetRegistryPolicyResponse>(),
  home: regionOf,
});
