import { policy } from '#clouds/aws/iam/policy/resource';
import rule from '#rules/aws/iam/pod-identity-trust-unscoped';
import { iamArn } from '../../../support/aws/access.ts';
import { encoded, instanceTrust, policyWith, roleArn, roleWith } from '../../../support/aws/iam.ts';
import { testRule } from '../../../support/test-rule.ts';

const pods = (Condition?: object, service = 'pods.eks.amazonaws.com') => ({
  Effect: 'Allow',
  Action: ['sts:AssumeRole', 'sts:TagSession'],
  Principal: { Service: service },
  ...(Condition && { Condition }),
});
const testing = (key: string, value: string, operator = 'StringEquals') => pods({ [operator]: { [key]: value } });
const granting = (Action: string) => ({
  RolePolicyList: [{ PolicyName: 'can', PolicyDocument: encoded({ Effect: 'Allow', Action, Resource: '*' }) }],
});
const attached = { AttachedManagedPolicies: [{ PolicyName: 'can', PolicyArn: iamArn('policy/can') }] };

const bound = 'Its trust says whom it is for.';
const anyone = 'Any association of Pod Identity in the account can give it to pods';
const params = { allowedClusters: { [roleArn]: ['arn:aws:eks:eu-west-1:111122223333:cluster/shop'] } };
const loose = { message: `${anyone}.`, params };

testRule(rule, {
  pass: {
    ...Object.fromEntries(
      (
        [
          ['aws:SourceArn', 'arn:aws:eks:eu-west-1:111122223333:cluster/shop'],
          ['aws:SourceAccount', '111122223333'],
          ['aws:SourceOrgID', 'o-known'],
          ['aws:RequestTag/eks-cluster-arn', 'arn:aws:eks:eu-west-1:111122223333:cluster/shop'],
          ['aws:RequestTag/eks-cluster-name', 'shop'],
          ['aws:RequestTag/kubernetes-namespace', 'orders'],
          ['AWS:requesttag/kubernetes-service-account', 'orders'],
        ] as const
      ).map(([key, value]) => [`a test of ${key}`, { on: roleWith([testing(key, value)]), message: bound }]),
    ),
    'a statement of its own that only tags': {
      on: roleWith([testing('aws:SourceAccount', '111122223333'), { ...pods(), Action: 'sts:TagSession' }]),
      message: bound,
    },
    'a pattern of clusters': {
      on: roleWith([testing('aws:SourceArn', 'arn:aws:eks:*:111122223333:cluster/*', 'ArnLike')]),
      message: bound,
    },
  },
  fail: {
    'the template of AWS': { on: roleWith([pods()]), ...loose },
    'no clusters are named for it': {
      on: roleWith([pods()]),
      message: `${anyone}.`,
      cannot: `allowedClusters names no clusters for ${roleArn}`,
    },
    'a test of the cluster that anything passes': {
      on: roleWith([testing('AWS:RequestTag/eks-cluster-arn', '*')]),
      ...loose,
      cannot: 'a statement tests the tag eks-cluster-arn already: name the clusters there',
    },
    'other services beside it': {
      on: roleWith([{ ...pods(), Principal: { Service: ['ec2.amazonaws.com', 'pods.eks.amazonaws.com'] } }]),
      ...loose,
    },
    'in China': { on: roleWith([pods(undefined, 'pods.eks.amazonaws.com.cn')]), ...loose },
    'a test of something else': { on: roleWith([testing('aws:RequestTag/team', 'shop')]), ...loose },
    'a test that anything passes': {
      on: roleWith([testing('aws:RequestTag/kubernetes-namespace', '*', 'StringLike')]),
      ...loose,
    },
    'a test that requests without the tag pass': {
      on: roleWith([testing('aws:RequestTag/kubernetes-namespace', 'orders', 'StringEqualsIfExists')]),
      ...loose,
    },
    'a test that names who is left out': {
      on: roleWith([testing('aws:SourceAccount', '444455556666', 'StringNotEquals')]),
      ...loose,
    },
    'one statement of two': { on: roleWith([testing('aws:SourceAccount', '111122223333'), pods()]), ...loose },
    'rights on other things': { on: roleWith([pods()], granting('s3:GetObject')), ...loose },
    'the rights of an administrator': {
      on: roleWith([pods()], granting('*')),
      params,
      message: `${anyone}, and can grants every action.`,
      grade: 'medium',
    },
    'a right that leads to more': {
      on: roleWith([pods()], attached),
      beside: [policyWith(iamArn('policy/can'), { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' })],
      params,
      message: `${anyone}, and can grants iam:PassRole on every resource.`,
      grade: 'medium',
    },
  },
  unknown: {
    'no trust': { on: roleWith([], { AssumeRolePolicyDocument: undefined }), reason: 'field-missing' },
    'what it may do, where policies were not read': {
      on: roleWith([pods()], attached),
      hidden: [policy],
      reason: 'denied',
    },
    'no list of its policies': {
      on: roleWith([pods()], { AttachedManagedPolicies: undefined }),
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'a role of nodes': { on: roleWith([instanceTrust]), message: 'EKS Pod Identity may not take it' },
    'a statement that denies': {
      on: roleWith([{ ...pods(), Effect: 'Deny' }]),
      message: 'EKS Pod Identity may not take it',
    },
  },
});
