import type { RoleDetail } from '@aws-sdk/client-iam';
import { defineType, wire } from '#model';
import { accountOf } from '../../address.ts';

/** A role with its trust and its policies: an entry of `GetAccountAuthorizationDetails`. Policy documents are URL-encoded JSON. */
export const role = defineType({
  name: 'iam.role',
  scope: 'aws-global',
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:GetRole'],
  changedBy: [
    'iam:CreateRole',
    'iam:CreateServiceLinkedRole',
    'iam:UpdateAssumeRolePolicy',
    'iam:AttachRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PutRolePolicy',
    'iam:DeleteRolePolicy',
    'iam:PutRolePermissionsBoundary',
    'iam:DeleteRolePermissionsBoundary',
    'iam:TagRole',
    'iam:UntagRole',
    'iam:DeleteRole',
    'iam:DeleteServiceLinkedRole',
    'iam:AddRoleToInstanceProfile',
    'iam:RemoveRoleFromInstanceProfile',
  ],
  config: wire<RoleDetail>(),
  keys: {
    name: ({ RoleName }) => RoleName,
    profile: ({ InstanceProfileList }) => InstanceProfileList?.flatMap(({ Arn }) => Arn ?? []),
  },
  volatile: ['RoleLastUsed'],
  home: accountOf,
});
