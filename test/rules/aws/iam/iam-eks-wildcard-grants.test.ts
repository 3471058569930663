import { policy } from '#clouds/aws/iam/policy/resource';
import rule from '#rules/aws/iam/iam-eks-wildcard-grants';
import type { Draft } from '../../../support/build.ts';
import { encoded, instanceTrust, policyWith, roleArn, roleWith } from '../../../support/aws/iam.ts';
import { testRule } from '../../../support/test-rule.ts';

type Role = ReturnType<typeof roleWith>['config'];

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const own = (name: string) => `arn:aws:iam::111122223333:policy/${name}`;
const eks = (path: string) => `arn:aws:eks:eu-west-1:111122223333:${path}`;
const allow = (Action: unknown, Resource: unknown = '*', more = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: unknown, more = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...more });
const under = (key: string, value: string) => ({ Condition: { StringEquals: { [key]: value } } });

const inline = (...statements: readonly unknown[]): Draft<Role> => ({
  RolePolicyList: [{ PolicyName: 'extra', PolicyDocument: encoded(statements) }],
});
const attached = (...arns: readonly string[]): Draft<Role> => ({
  AttachedManagedPolicies: arns.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.split('/').at(-1) })),
});
const doing = (...statements: readonly unknown[]) => ({ on: roleWith([instanceTrust], inline(...statements)) });
const bounded = (limit: unknown, ...statements: readonly unknown[]) => ({
  on: roleWith([instanceTrust], {
    ...inline(...statements),
    PermissionsBoundary: { PermissionsBoundaryArn: own('limit'), PermissionsBoundaryType: 'PermissionsBoundaryPolicy' },
  }),
  beside: [policyWith(own('limit'), [limit])],
});
const gives = (rights: string) => `Its policies give it ${rights} and name no cluster or repository`;
const has = (rights: string) => ({ message: `${gives(rights)}.` });
const leads = (rights: string) =>
  ({ message: `${gives(rights)}: it can make itself a cluster admin.`, grade: 'high' }) as const;
const fine = { message: 'No policy of the account lets it change every cluster or repository.' };
const admin = { message: 'it administers the account, which its policies say openly' };

testRule(rule, {
  pass: {
    'a role without policies': { on: roleWith([instanceTrust]), ...fine },
    'reading every cluster': { ...doing(allow(['eks:Describe*', 'eks:List*', 'ecr:Get*'])), ...fine },
    'one cluster': { ...doing(allow('eks:*', eks('cluster/shop'))), ...fine },
    'clusters of one name': { ...doing(allow('eks:*', eks('cluster/shop-*'))), ...fine },
    'one repository': {
      ...doing(allow('ecr:PutImage', 'arn:aws:ecr:eu-west-1:111122223333:repository/shop')),
      ...fine,
    },
    'a test of the tags of what is changed': {
      ...doing(allow('eks:*', '*', under('aws:ResourceTag/team', 'shop'))),
      ...fine,
    },
    'a test of who calls': {
      ...doing(allow('eks:*', '*', under('aws:PrincipalTag/team', 'platform'))),
      ...fine,
    },
    'a policy of AWS': {
      on: roleWith([instanceTrust], attached(aws('PowerUserAccess'))),
      ...fine,
    },
    'a right that another policy denies': { ...doing(allow('ecr:PutImage'), deny('ecr:Put*')), ...fine },
    'a boundary without it': { ...bounded(allow('s3:*'), allow('eks:*')), ...fine },
    'what policy does not watch': {
      ...doing(allow(['eks:*', 'ecr:PutImage'])),
      params: { watchActions: ['ecr:BatchDeleteImage'] },
      ...fine,
    },
    'a principal that policy allows': {
      ...doing(allow('eks:*')),
      params: { allowedPrincipals: [roleArn] },
      message: 'Policy allows what it can do.',
    },
    'a policy of the registry on its repositories only': {
      ...doing(allow('ecr:PutRegistryPolicy', 'arn:aws:ecr:*:111122223333:repository/*')),
      ...fine,
    },
    'a policy of AWS that files do not hold': {
      on: roleWith([instanceTrust], attached(aws('AmazonEKSClusterPolicy'))),
      folder: 'estate',
      ...fine,
    },
  },
  fail: {
    'every action of EKS': { ...doing(allow('eks:*')), ...leads('eks:*') },
    'every action of EKS on all clusters and entries of a region': {
      ...doing(allow('eks:*', [eks('cluster/*'), eks('access-entry/*')])),
      ...leads('eks:*'),
    },
    'every action of EKS but on clusters alone': {
      ...doing(allow('eks:*', eks('cluster/*'))),
      ...has(
        [
          'eks:CreateAccessEntry',
          'eks:AssociateIdentityProviderConfig',
          'eks:UpdateClusterConfig',
          'eks:DeleteCluster',
          'eks:CreatePodIdentityAssociation',
        ].join(', '),
      ),
    },
    'entries and the policies of entries': {
      ...doing(allow(['eks:CreateAccessEntry', 'eks:AssociateAccessPolicy'])),
      ...leads('eks:CreateAccessEntry, eks:AssociateAccessPolicy'),
    },
    'the one by this policy, the other by that': {
      on: roleWith([instanceTrust], { ...inline(allow('eks:CreateAccessEntry')), ...attached(own('entries')) }),
      beside: [policyWith(own('entries'), [allow('eks:AssociateAccessPolicy')])],
      ...leads('eks:CreateAccessEntry, eks:AssociateAccessPolicy'),
    },
    'policies of entries without new ones': {
      ...doing(allow('eks:AssociateAccessPolicy')),
      ...has('eks:AssociateAccessPolicy'),
    },
    'every action of EKS with entries denied': {
      ...doing(allow('eks:*'), deny('eks:*AccessEntry'), deny('eks:AssociateAccessPolicy')),
      ...has(
        [
          'eks:AssociateIdentityProviderConfig',
          'eks:UpdateClusterConfig',
          'eks:DeleteCluster',
          'eks:CreatePodIdentityAssociation',
        ].join(', '),
      ),
    },
    'a wildcard that stands for a right': {
      ...doing(allow('ecr:Put*')),
      ...has('ecr:PutImage, ecr:PutRegistryPolicy'),
    },
    'every repository of a region': {
      ...doing(allow('ecr:PutImage', 'arn:aws:ecr:eu-west-1:111122223333:repository/*')),
      ...has('ecr:PutImage'),
    },
    'a managed policy of the account': {
      on: roleWith([instanceTrust], attached(own('deploys'))),
      beside: [policyWith(own('deploys'), [allow('eks:DeleteCluster')])],
      ...has('eks:DeleteCluster'),
    },
    'everything but IAM, by a policy of the account': {
      ...doing({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
      ...leads('eks:*, ecr:PutImage, ecr:BatchDeleteImage, ecr:SetRepositoryPolicy, ecr:PutRegistryPolicy'),
    },
    'a test of the region': {
      ...doing(allow('ecr:PutImage', '*', under('aws:RequestedRegion', 'eu-west-1'))),
      ...has('ecr:PutImage'),
    },
    ...Object.fromEntries(
      ['aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:VpcSourceIp', 'aws:UserAgent'].map((key) => [
        `a test of ${key}, which narrows no cluster`,
        { ...doing(allow('ecr:PutImage', '*', under(key, 'any'))), ...has('ecr:PutImage') },
      ]),
    ),
    'a right that is denied under a condition': {
      ...doing(allow('ecr:PutImage'), deny('ecr:PutImage', under('aws:RequestedRegion', 'eu-west-1'))),
      ...has('ecr:PutImage'),
    },
    'a boundary that leaves one right': {
      ...bounded(allow('ecr:*'), allow(['eks:*', 'ecr:PutImage'])),
      ...has('ecr:PutImage'),
    },
    'what policy watches alone': {
      ...doing(allow(['eks:*', 'ecr:PutImage'])),
      params: { watchActions: ['ecr:PutImage', 'eks:DeleteCluster'] },
      ...leads('eks:*, ecr:PutImage'),
    },
    'a policy that files do not hold hides no other part': {
      on: roleWith([instanceTrust], { ...inline(allow('ecr:PutImage')), ...attached(own('elsewhere')) }),
      folder: 'estate',
      message: `${gives('ecr:PutImage')}; not all its policies are in the files.`,
    },
  },
  unknown: {
    'a policy was not read': {
      on: roleWith([instanceTrust], attached(own('unread'))),
      hidden: [policy],
      reason: 'denied',
    },
    'an unread policy may deny what another grants': {
      on: roleWith([instanceTrust], { ...inline(allow('eks:*')), ...attached(own('unread')) }),
      hidden: [policy],
      reason: 'denied',
    },
    'an inline policy that is no document': {
      on: roleWith([instanceTrust], { RolePolicyList: [{ PolicyName: 'odd', PolicyDocument: 'odd' }] }),
      reason: 'malformed',
    },
    'an answer without attached policies': {
      on: roleWith([instanceTrust], { AttachedManagedPolicies: undefined }),
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'every action': { ...doing(allow('*')), ...admin },
    'AdministratorAccess beside another policy': {
      on: roleWith([instanceTrust], { ...inline(allow('eks:*')), ...attached(aws('AdministratorAccess')) }),
      ...admin,
    },
  },
});
