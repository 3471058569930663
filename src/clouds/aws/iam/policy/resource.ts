import type { ManagedPolicyDetail } from '@aws-sdk/client-iam';
import { defineType, wire } from '#model';
import { accountOf } from '../../address.ts';

/** A managed policy with its default version: an entry of `GetAccountAuthorizationDetails`. AWS-managed ones stand in each account that attaches them: list them by `arn`. */
export const policy = defineType({
  name: 'iam.policy',
  scope: 'aws-global',
  reads: ['iam:GetAccountAuthorizationDetails'],
  changedBy: [
    'iam:CreatePolicy',
    'iam:CreatePolicyVersion',
    'iam:SetDefaultPolicyVersion',
    'iam:DeletePolicyVersion',
    'iam:DeletePolicy',
  ],
  config: wire<ManagedPolicyDetail>(),
  keys: { arn: ({ Arn }) => Arn },
  volatile: ['AttachmentCount', 'PermissionsBoundaryUsageCount'],
  home: accountOf,
});
