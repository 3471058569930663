import type { GetAccountSettingResponse } from '@aws-sdk/client-ecr';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** What the policy of a registry governs: the answer of `GetAccountSetting` for `REGISTRY_POLICY_SCOPE`, once per target. */
export const ecrPolicyScope = defineType({
  name: 'ecr.policy-scope',
  scope: 'aws-region',
  reads: ['ecr:GetAccountSetting'],
  changedBy: ['ecr:PutAccountSetting'],
  config: wire<GetAccountSettingResponse>(),
  home: regionOf,
});
