import type {
  DeleteRolePolicyRequest,
  DetachRolePolicyRequest,
  UpdateAssumeRolePolicyRequest,
} from '@aws-sdk/client-iam';
import { defineAction, wire, type Action, type ResourceOf } from '#model';
import { role } from './resource.ts';

/**
 * Replaces the trust policy of a role. The service does not compare; the document that stood there is the undo.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
 */
export const updateTrust = defineAction({
  name: 'iam.update-trust',
  on: role,
  kind: 'replace',
  permissions: ['iam:UpdateAssumeRolePolicy'],
  writes: ['AssumeRolePolicyDocument'],
  request: wire<Required<Pick<UpdateAssumeRolePolicyRequest, 'PolicyDocument'>>>(),
  simulate: (it, { PolicyDocument = '' }) => [
    { put: { ...it, config: { ...it.config, AssumeRolePolicyDocument: encodeURIComponent(PolicyDocument) } } },
  ],
});

/**
 * Takes a managed policy off a role. Attaching it again is the undo.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html
 */
export const detachPolicy = defineAction({
  name: 'iam.detach-policy',
  on: role,
  kind: 'delta',
  permissions: ['iam:DetachRolePolicy'],
  writes: ['AttachedManagedPolicies'],
  request: wire<Pick<DetachRolePolicyRequest, 'PolicyArn'>>(),
  simulate: ({ config, ...it }, { PolicyArn }) => {
    const left = config.AttachedManagedPolicies?.filter((one) => one.PolicyArn !== PolicyArn);
    return [{ put: { ...it, config: { ...config, AttachedManagedPolicies: left } } }];
  },
});

/**
 * Deletes an inline policy of a role. Its document, which the snapshot holds, is the undo.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html
 */
export const deleteInlinePolicy = defineAction({
  name: 'iam.delete-inline-policy',
  on: role,
  kind: 'delta',
  permissions: ['iam:DeleteRolePolicy'],
  writes: ['RolePolicyList'],
  request: wire<Pick<DeleteRolePolicyRequest, 'PolicyName'>>(),
  simulate: ({ config, ...it }, { PolicyName }) => {
    const left = config.RolePolicyList?.filter((one) => one.PolicyName !== PolicyName);
    return [{ put: { ...it, config: { ...config, RolePolicyList: left } } }];
  },
});

/** Takes a policy off a role: detaches a managed one, deletes an inline one, which has no ARN. */
export const takeOff = (
  it: ResourceOf<typeof role>,
  policy: { readonly arn?: string; readonly name: string },
): Action =>
  policy.arn === undefined
    ? deleteInlinePolicy(it, { PolicyName: policy.name })
    : detachPolicy(it, { PolicyArn: policy.arn });
