import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { policy } from '#clouds/aws/iam/policy/resource';
import { nodeRoleWith, policyWith, roleArn } from '../../../support/aws/iam.ts';
import { make } from '../../../support/build.ts';

const group = make(eksNodegroup, 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/workers/1', { nodeRole: roleArn });
const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const own = (name: string) => `arn:aws:iam::111122223333:policy/${name}`;
const allow = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });
const bounded = (arn: string, ...statements: readonly unknown[]) => ({
  on: nodeRoleWith([], { extra: statements }, { PermissionsBoundary: { PermissionsBoundaryArn: arn } }),
});

/** The cases of a policy, a boundary or nodes that were not read. */
export const unread = {
  fail: {
    'a policy that files do not hold hides no other part': {
      on: nodeRoleWith([own('elsewhere')], { extra: [allow('kms:Decrypt')] }),
      beside: [group],
      folder: 'estate',
      message: 'extra grants kms:Decrypt on every resource; not all its policies are in the files.',
      cannot: 'The files hold no complete listing of iam.policy.',
    },
  },
  unknown: {
    'a policy whose document was not read': {
      on: nodeRoleWith([own('unread')]),
      beside: [group],
      hidden: [policy],
      reason: 'denied' as const,
    },
    'an unread policy may deny what another part grants': {
      on: nodeRoleWith([own('unread'), aws('AdministratorAccess')], { extra: [allow('kms:Decrypt')] }),
      beside: [group],
      hidden: [policy],
      reason: 'denied' as const,
    },
    'an unread policy may be the worst part': {
      on: nodeRoleWith([own('unread'), aws('AmazonEKS_CNI_Policy')], { extra: [allow('ec2:Describe*')] }),
      beside: [group],
      hidden: [policy],
      reason: 'denied' as const,
    },
    'in files too a policy that cannot be evaluated may deny': {
      on: nodeRoleWith([own('elsewhere')], { extra: [allow('kms:Decrypt')], odd: 'odd' }),
      beside: [group],
      folder: 'estate',
      reason: 'malformed' as const,
    },
    'a policy that the answer does not hold': {
      on: nodeRoleWith([own('elsewhere')]),
      beside: [group],
      reason: 'not-found' as const,
      message: `The answer does not hold the policy ${own('elsewhere')}.`,
    },
    'a policy without its document': {
      on: nodeRoleWith([own('empty')]),
      beside: [group, { ...policyWith(own('empty'), []), config: { Arn: own('empty') } }],
      reason: 'field-missing' as const,
    },
    'an inline policy that is no document': {
      on: nodeRoleWith([], {}, { RolePolicyList: [{ PolicyName: 'odd', PolicyDocument: 'odd' }] }),
      beside: [group],
      reason: 'malformed' as const,
    },
    'a boundary that was not read': {
      ...bounded(own('limit'), allow('*')),
      beside: [group],
      reason: 'not-found' as const,
    },
    'an answer without attached policies': {
      on: nodeRoleWith([], {}, { AttachedManagedPolicies: undefined }),
      beside: [group],
      reason: 'field-missing' as const,
    },
    'an answer without inline policies': {
      on: nodeRoleWith([], {}, { RolePolicyList: undefined }),
      beside: [group],
      reason: 'field-missing' as const,
    },
    'node groups that could not be read': { on: nodeRoleWith([]), hidden: [eksNodegroup], reason: 'denied' as const },
    'files do not tell which nodes there are': {
      on: nodeRoleWith([]),
      folder: 'estate',
      reason: 'not-in-files' as const,
    },
  },
};
