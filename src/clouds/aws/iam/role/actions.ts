import type {
  AttachRolePolicyRequest,
  DeleteRolePolicyRequest,
  DetachRolePolicyRequest,
  PutRolePolicyRequest,
  UpdateAssumeRolePolicyRequest,
} from '@aws-sdk/client-iam';
import { defineAction, wire, type Action, type ActionType, type ResourceOf } from '#model';
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
  undo: ({ config }, _, again) => [
    again({ PolicyDocument: decodeURIComponent(config.AssumeRolePolicyDocument ?? '') }),
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
  undo: (before, { PolicyArn }) => (isAttached(before, PolicyArn) ? [attachPolicy(before, { PolicyArn })] : []),
  undoneBy: () => [attachPolicy],
});

/**
 * Puts a managed policy on a role.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export const attachPolicy = defineAction({
  name: 'iam.attach-policy',
  on: role,
  kind: 'delta',
  permissions: ['iam:AttachRolePolicy'],
  writes: ['AttachedManagedPolicies'],
  request: wire<Pick<AttachRolePolicyRequest, 'PolicyArn'>>(),
  simulate: ({ config, ...it }, { PolicyArn }) => {
    const others = config.AttachedManagedPolicies?.filter((one) => one.PolicyArn !== PolicyArn) ?? [];
    const AttachedManagedPolicies = [...others, { PolicyName: PolicyArn?.split('/').at(-1), PolicyArn }];
    return [{ put: { ...it, config: { ...config, AttachedManagedPolicies } } }];
  },
  undo: detachedAgain,
  undoneBy: detaching,
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
  undo: (before, { PolicyName }) => restored(before, PolicyName),
  undoneBy: () => [putInlinePolicy],
});

/**
 * Writes an inline policy of a role; the document is sent as plain JSON.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export const putInlinePolicy = defineAction({
  name: 'iam.put-inline-policy',
  on: role,
  kind: 'replace',
  permissions: ['iam:PutRolePolicy'],
  writes: ['RolePolicyList'],
  request: wire<Required<Pick<PutRolePolicyRequest, 'PolicyName' | 'PolicyDocument'>>>(),
  simulate: ({ config, ...it }, { PolicyName, PolicyDocument = '' }) => {
    const others = config.RolePolicyList?.filter((one) => one.PolicyName !== PolicyName) ?? [];
    const written = { PolicyName, PolicyDocument: encodeURIComponent(PolicyDocument) };
    return [{ put: { ...it, config: { ...config, RolePolicyList: [...others, written] } } }];
  },
  undo: (before, { PolicyName }) => {
    const stood = restored(before, PolicyName);
    return stood.length > 0 ? stood : deletedAgain(before, PolicyName);
  },
  undoneBy: deleting,
});

type Role = ResourceOf<typeof role>;

const isAttached = ({ config }: Role, arn: string | undefined): boolean =>
  config.AttachedManagedPolicies?.some(({ PolicyArn }) => PolicyArn === arn) === true;

function detaching(): readonly ActionType[] {
  return [detachPolicy];
}

function detachedAgain(before: Role, { PolicyArn }: { readonly PolicyArn: string | undefined }): readonly Action[] {
  return isAttached(before, PolicyArn) ? [] : [detachPolicy(before, { PolicyArn })];
}

function deleting(): readonly ActionType[] {
  return [deleteInlinePolicy];
}

function restored(before: Role, name: string | undefined): readonly Action[] {
  const stood = before.config.RolePolicyList?.filter(({ PolicyName }) => PolicyName === name) ?? [];
  return stood.map(({ PolicyName, PolicyDocument = '' }) =>
    putInlinePolicy(before, { PolicyName, PolicyDocument: decodeURIComponent(PolicyDocument) }),
  );
}

function deletedAgain(before: Role, PolicyName: string | undefined): readonly Action[] {
  return [deleteInlinePolicy(before, { PolicyName })];
}

/** Takes a policy off a role: detaches a managed one, deletes an inline one, which has no ARN. */
export const takeOff = (
  it: ResourceOf<typeof role>,
  policy: { readonly arn?: string; readonly name: string },
): Action =>
  policy.arn === undefined
    ? deleteInlinePolicy(it, { PolicyName: policy.name })
    : detachPolicy(it, { PolicyArn: policy.arn });
