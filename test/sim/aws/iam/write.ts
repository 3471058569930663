import {
  AttachRolePolicy$,
  DeleteRolePolicy$,
  DetachRolePolicy$,
  PutRolePolicy$,
  UpdateAssumeRolePolicy$,
  type AttachRolePolicyRequest,
  type DeleteRolePolicyRequest,
  type DetachRolePolicyRequest,
  type PutRolePolicyRequest,
  type RoleDetail,
  type UpdateAssumeRolePolicyRequest,
} from '@aws-sdk/client-iam';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { parsePolicy } from './policy-document.ts';
import { isAwsManaged, roleOf } from './read.ts';

export const iamWriteOperations: readonly Operation[] = [
  operation('iam', UpdateAssumeRolePolicy$, updateAssumeRolePolicy, 'NoSuchEntity'),
  operation('iam', AttachRolePolicy$, attachRolePolicy, 'NoSuchEntity'),
  operation('iam', DetachRolePolicy$, detachRolePolicy, 'NoSuchEntity'),
  operation('iam', PutRolePolicy$, putRolePolicy, 'NoSuchEntity'),
  operation('iam', DeleteRolePolicy$, deleteRolePolicy, 'NoSuchEntity'),
];

function updateAssumeRolePolicy(
  { RoleName: name, PolicyDocument: document }: UpdateAssumeRolePolicyRequest,
  call: Call,
): object {
  const role = roleOf(call, name);
  return change(role, { AssumeRolePolicyDocument: encoded(document) }, call);
}

function attachRolePolicy({ RoleName: name, PolicyArn: arn = '' }: AttachRolePolicyRequest, call: Call): object {
  const role = roleOf(call, name);
  const policy = call.iam.policies.find((each) => each.Arn === arn);
  if (policy === undefined && !isAwsManaged(arn)) throw missing(`Policy ${arn} does not exist or is not attachable.`);
  const attached = role.AttachedManagedPolicies ?? [];
  // Attaching what is attached is no error and changes nothing.
  if (attached.some((each) => each.PolicyArn === arn)) return {};
  if (attached.length >= 10) throw new AwsError('LimitExceeded', 'Cannot exceed quota for PoliciesPerRole: 10', 409);
  count(arn, 1, call);
  const AttachedManagedPolicies = [...attached, { PolicyName: arn.split('/').at(-1), PolicyArn: arn }];
  return change(roleOf(call, name), { AttachedManagedPolicies }, call);
}

function detachRolePolicy({ RoleName: name, PolicyArn: arn = '' }: DetachRolePolicyRequest, call: Call): object {
  const attached = roleOf(call, name).AttachedManagedPolicies ?? [];
  if (!attached.some((each) => each.PolicyArn === arn)) throw missing(`Policy ${arn} was not found.`);
  count(arn, -1, call);
  const AttachedManagedPolicies = attached.filter((each) => each.PolicyArn !== arn);
  return change(roleOf(call, name), { AttachedManagedPolicies }, call);
}

function putRolePolicy(
  { RoleName: name, PolicyName, PolicyDocument: document }: PutRolePolicyRequest,
  call: Call,
): object {
  const role = roleOf(call, name);
  const others = (role.RolePolicyList ?? []).filter((each) => each.PolicyName !== PolicyName);
  return change(role, { RolePolicyList: [...others, { PolicyName, PolicyDocument: encoded(document) }] }, call);
}

function deleteRolePolicy({ RoleName: name, PolicyName }: DeleteRolePolicyRequest, call: Call): object {
  const role = roleOf(call, name);
  const policies = role.RolePolicyList ?? [];
  if (!policies.some((each) => each.PolicyName === PolicyName)) {
    throw missing(`The role policy with name ${PolicyName ?? ''} cannot be found.`);
  }
  return change(role, { RolePolicyList: policies.filter((each) => each.PolicyName !== PolicyName) }, call);
}

function change(role: RoleDetail, part: Partial<RoleDetail>, call: Call): object {
  call.changeIam({ roles: call.iam.roles.map((each) => (each === role ? { ...role, ...part } : each)) });
  return {};
}

function count(arn: string, step: number, call: Call): void {
  call.changeIam({
    policies: call.iam.policies.map((policy) =>
      policy.Arn === arn ? { ...policy, AttachmentCount: (policy.AttachmentCount ?? 0) + step } : policy,
    ),
  });
}

// Sent as plain JSON, answered URL-encoded.
function encoded(document: string | undefined): string {
  if (parsePolicy(document ?? '') === undefined) {
    throw new AwsError('MalformedPolicyDocument', 'This policy contains invalid Json');
  }
  return encodeURIComponent(document ?? '');
}

function missing(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, 404);
}
