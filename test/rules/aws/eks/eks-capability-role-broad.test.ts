import { policy } from '#clouds/aws/iam/policy/resource';
import { role } from '#clouds/aws/iam/role/resource';
import rule from '#rules/aws/eks/eks-capability-role-broad';
import { capabilityWith } from '../../../support/aws/capability.ts';
import { encoded, policyWith, roleArn, roleWith } from '../../../support/aws/iam.ts';
import { testRule } from '../../../support/test-rule.ts';

const trust = {
  Effect: 'Allow',
  Action: ['sts:AssumeRole', 'sts:TagSession'],
  Principal: { Service: 'capabilities.eks.amazonaws.com' },
};
const allow = (Action: unknown, Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const granting = (...statements: readonly unknown[]) => ({
  ...roleWith([trust], { RolePolicyList: [{ PolicyName: 'own', PolicyDocument: encoded(statements) }] }),
  target: 'aws:111122223333:global',
});
const bare = { ...roleWith([trust]), target: 'aws:111122223333:global' };
const attached = (PolicyArn: string) => ({
  ...roleWith([trust], { AttachedManagedPolicies: [{ PolicyArn, PolicyName: PolicyArn.split('/').at(-1) }] }),
  target: 'aws:111122223333:global',
});
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
const withBoth = {
  ...roleWith([trust], {
    AttachedManagedPolicies: [{ PolicyArn: admin, PolicyName: 'AdministratorAccess' }],
    RolePolicyList: [{ PolicyName: 'own', PolicyDocument: encoded([allow('s3:*', 'arn:aws:s3:::shop-*')]) }],
  }),
  target: 'aws:111122223333:global',
};
const alone = 'it has no other policy: give it one for what is called';
const ack = (config: Parameters<typeof capabilityWith>[0] = {}) => capabilityWith({ type: 'ACK', ...config });
const crossing = { configuration: { ack: { enableCrossNamespace: true } } };

const fine = 'Its role leads to no further rights.';

testRule(rule, {
  pass: {
    'a role without policies': { on: capabilityWith({}), beside: [bare], message: fine },
    'a role that may assume others by name': {
      on: ack(),
      beside: [granting(allow('sts:AssumeRole', 'arn:aws:iam::111122223333:role/ack-s3'))],
      message: fine,
    },
    'rights over the buckets that it manages': {
      on: ack(),
      beside: [granting(allow('s3:*', 'arn:aws:s3:::shop-*'))],
      message: fine,
    },
    'kro without any policy': { on: capabilityWith({ type: 'KRO' }), beside: [bare], message: fine },
    'a role that policy allows': {
      on: ack(),
      beside: [attached(admin)],
      params: { allowedRoleArns: [roleArn] },
      message: 'Policy allows what its role can do.',
    },
    'references that stay in their namespace': {
      on: ack({ configuration: { ack: { enableCrossNamespace: false } } }),
      beside: [bare],
      message: fine,
    },
  },
  fail: {
    'the policy of administrators, which AWS starts ACK with': {
      on: ack(),
      beside: [attached(admin)],
      message: 'AdministratorAccess grants every action.',
      key: 'role',
      cannot: alone,
    },
    'the policy of administrators beside one for what it manages': {
      on: ack(),
      beside: [withBoth],
      message: 'AdministratorAccess grants every action.',
      key: 'role',
    },
    'every action of IAM': {
      on: ack(),
      beside: [granting(allow('iam:*'))],
      message: 'own grants every IAM action.',
      key: 'role',
      cannot: alone,
    },
    'every role may be assumed': {
      on: capabilityWith({}),
      beside: [granting(allow('sts:AssumeRole'))],
      message: 'own grants sts:AssumeRole on every resource.',
      key: 'role',
      cannot: alone,
    },
    'kro with a policy that it does not need': {
      on: capabilityWith({ type: 'KRO' }),
      beside: [granting(allow('s3:GetObject', 'arn:aws:s3:::shop/*'))],
      message: 'kro calls nothing in AWS, and its role has own.',
      key: 'role',
      grade: 'medium',
    },
    'kro with rights of an administrator': {
      on: capabilityWith({ type: 'KRO' }),
      beside: [attached(admin)],
      message: 'AdministratorAccess grants every action.',
      key: 'role',
    },
    'references into other namespaces': {
      on: ack(crossing),
      beside: [bare],
      message: 'It follows references into other namespaces.',
      key: 'cross-namespace',
      grade: 'low',
    },
    'references into other namespaces, where nothing is known of the role': {
      on: ack(crossing),
      hidden: [role],
      cannot: 'its role could not be read',
      message: 'It follows references into other namespaces.',
      key: 'cross-namespace',
      grade: 'low',
    },
    'references into other namespaces, and a broad role': {
      on: ack(crossing),
      beside: [attached(admin)],
      message: 'It follows references into other namespaces.',
      key: 'cross-namespace',
      grade: 'low',
      also: ['AdministratorAccess grants every action.'],
    },
    'references into other namespaces, whatever policy allows the role': {
      on: ack(crossing),
      beside: [attached(admin)],
      params: { allowedRoleArns: [roleArn] },
      message: 'It follows references into other namespaces.',
      key: 'cross-namespace',
      grade: 'low',
    },
  },
  unknown: {
    'it is being made': { on: ack({ status: 'CREATING' }), beside: [bare], reason: 'in-transition' },
    'its role was refused': { on: ack(), hidden: [role], reason: 'denied' },
    'its role is not there': { on: ack(), reason: 'not-found' },
    'a policy of its role was refused': {
      on: ack(),
      beside: [attached('arn:aws:iam::111122223333:policy/own')],
      hidden: [policy],
      reason: 'denied',
    },
    'a policy that leads to nothing, beside one that was not read': {
      on: ack(),
      beside: [
        attached('arn:aws:iam::111122223333:policy/own'),
        policyWith('arn:aws:iam::111122223333:policy/other', [allow('s3:GetObject')]),
      ],
      reason: 'not-found',
    },
    'the policies of its role are not in the answer': {
      on: ack(),
      beside: [{ ...roleWith([trust], { AttachedManagedPolicies: undefined }), target: 'aws:111122223333:global' }],
      reason: 'field-missing',
    },
    'an answer without its type': { on: capabilityWith({ type: undefined }), beside: [bare], reason: 'field-missing' },
    'an answer without its role': { on: ack({ roleArn: undefined }), reason: 'field-missing' },
  },
});
