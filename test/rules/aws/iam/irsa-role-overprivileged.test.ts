import { policy } from '#clouds/aws/iam/policy/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/iam/irsa-role-overprivileged';
import { instanceTrust, issuer, policyWith, roleArn, roleWith, webIdentity } from '../../../support/aws/iam.ts';
import { encoded, providerArn } from '../../../support/aws/iam.ts';
import type { Draft } from '../../../support/build.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

type Role = ReturnType<typeof roleWith>['config'];

const sub = `${issuer}:sub`;
const named = webIdentity({ StringEquals: { [sub]: 'system:serviceaccount:shop:orders' } });
const anyOne = webIdentity({ StringLike: { [sub]: 'system:serviceaccount:*:*' } });
const someNamespaces = webIdentity({ StringLike: { [sub]: 'system:serviceaccount:shop-*:orders' } });
const someNames = webIdentity({ StringLike: { [sub]: 'system:serviceaccount:shop:*' } });
const agent = {
  Effect: 'Allow',
  Action: ['sts:AssumeRole', 'sts:TagSession'],
  Principal: { Service: 'pods.eks.amazonaws.com' },
};

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const own = (name: string) => `arn:aws:iam::111122223333:policy/${name}`;
const allow = (Action: unknown, Resource: unknown = '*', more = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: unknown, more = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...more });

const inline = (...statements: readonly unknown[]): Draft<Role> => ({
  RolePolicyList: [{ PolicyName: 'extra', PolicyDocument: encoded(statements) }],
});
const attached = (...arns: readonly string[]): Draft<Role> => ({
  AttachedManagedPolicies: arns.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.split('/').at(-1) })),
});
const doing = (...statements: readonly unknown[]) => ({ on: roleWith([named], inline(...statements)) });
const bounded = (limit: unknown, ...statements: readonly unknown[]) => ({
  on: roleWith([named], {
    ...inline(...statements),
    PermissionsBoundary: { PermissionsBoundaryArn: own('limit'), PermissionsBoundaryType: 'PermissionsBoundaryPolicy' },
  }),
  beside: [policyWith(own('limit'), [limit])],
});
const fine = 'None of its policies leads to more rights without a condition.';
const wide = ', and pods of any namespace can take it.';
const otherIssuer = 'login.example.com/realms/shop';
const elsewhere = webIdentity(
  { StringLike: { [`${otherIssuer}:sub`]: 'system:serviceaccount:*:*' } },
  { Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${otherIssuer}` } },
);
/** Cases of roles that would be left without any policy. */
const withNoOther = <const T extends object>(cases: Readonly<Record<string, T>>) =>
  Object.fromEntries(
    Object.entries(cases).map(([name, one]) => [
      name,
      { ...one, cannot: 'it has no other policy: give it one for what is called' },
    ]),
  );

testRule(rule, {
  pass: {
    'what a pod calls': { ...doing(allow('s3:GetObject', 'arn:aws:s3:::orders/*')), message: fine },
    'passing roles to one service': {
      ...doing(
        allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }),
      ),
      message: fine,
    },
    'a dangerous action on one resource': {
      ...doing(allow('iam:PassRole', own('x').replace('policy', 'role'))),
      message: fine,
    },
    'every action, denied again': { ...doing(allow('*'), deny('*')), message: fine },
    'a boundary that allows none of it': {
      ...bounded(allow('s3:*'), allow(['iam:PassRole', 'sts:AssumeRole'])),
      message: fine,
    },
    'a role that policy names': {
      on: roleWith([named], inline(allow('*'))),
      params: { allowedRoleArns: [roleArn] },
      message: 'Policy allows what it can do.',
    },
    'an action that policy does not watch': {
      ...doing(allow('iam:PassRole')),
      params: { escalationActions: ['sts:AssumeRole'] },
      message: fine,
    },
    'reading secrets is no way to more rights': { ...doing(allow('secretsmanager:GetSecretValue')), message: fine },
  },
  fail: {
    'every action beside a policy for what is called': {
      on: roleWith([named], {
        ...inline(allow('s3:GetObject', 'arn:aws:s3:::orders/*')),
        ...attached(aws('AdministratorAccess'), aws('IAMFullAccess')),
      }),
      message: 'AdministratorAccess grants every action.',
    },
    'an inline policy beside a managed one for what is called': {
      on: roleWith([named], { ...inline(allow('iam:PassRole')), ...attached(own('reads')) }),
      beside: [policyWith(own('reads'), [allow('s3:GetObject', 'arn:aws:s3:::orders/*')])],
      message: 'extra grants iam:PassRole on every resource.',
    },
    ...withNoOther({
      AdministratorAccess: {
        on: roleWith([named], attached(aws('AdministratorAccess'))),
        message: 'AdministratorAccess grants every action.',
      },
      PowerUserAccess: {
        on: roleWith([named], attached(aws('PowerUserAccess'))),
        message: 'PowerUserAccess grants every action.',
      },
      IAMFullAccess: {
        on: roleWith([named], attached(aws('IAMFullAccess'))),
        message: 'IAMFullAccess grants every IAM action.',
      },
      'every action': { ...doing(allow('*')), message: 'extra grants every action.' },
      'all but some actions': {
        ...doing({ Effect: 'Allow', NotAction: 'organizations:*', Resource: '*' }),
        message: 'extra grants every action.',
      },
      'every action, for Pod Identity': {
        on: roleWith([agent], inline(allow('*:*'))),
        message: 'extra grants every action.',
      },
      'every action, for every service account': {
        on: roleWith([anyOne], inline(allow('*'))),
        message: `extra grants every action${wide}`,
        grade: 'critical',
      },
      'every action, for service accounts of several namespaces': {
        on: roleWith([someNamespaces], inline(allow('*'))),
        message: `extra grants every action${wide}`,
        grade: 'critical',
      },
      'every action, for service accounts of one namespace': {
        on: roleWith([someNames], inline(allow('*'))),
        message: 'extra grants every action.',
      },
      'a way to more rights stays high for every service account': {
        on: roleWith([anyOne], inline(allow('iam:PassRole'))),
        message: 'extra grants iam:PassRole on every resource.',
      },
      'a wildcard that stands for several ways': {
        ...doing(allow('iam:Put*')),
        message: 'extra grants iam:PutRolePolicy on every resource and 1 more.',
      },
      'one way denied leaves the other': {
        ...doing(allow(['iam:PassRole', 'sts:AssumeRole']), deny('iam:PassRole')),
        message: 'extra grants sts:AssumeRole on every resource.',
      },
      'what is denied under a condition is not': {
        ...doing(
          allow('iam:PassRole'),
          deny('iam:PassRole', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ),
        message: 'extra grants iam:PassRole on every resource.',
      },
      'a boundary leaves what it allows too': {
        ...bounded(allow('sts:*'), allow(['iam:PassRole', 'sts:AssumeRole'])),
        message: 'extra grants sts:AssumeRole on every resource.',
      },
      'what administers is named first': {
        on: roleWith([named], { ...inline(allow('iam:PassRole')), ...attached(own('all')) }),
        beside: [policyWith(own('all'), [allow('*')])],
        message: 'all grants every action.',
      },
    }),
    'a policy that files do not hold hides no other part': {
      on: roleWith([named], { ...inline(allow('iam:PassRole')), ...attached(own('elsewhere')) }),
      folder: 'estate',
      message: 'extra grants iam:PassRole on every resource; not all its policies are in the files.',
      cannot: 'The files hold no complete listing of iam.policy.',
    },
  },
  unknown: {
    'a policy was not read': { on: roleWith([named], attached(own('unread'))), hidden: [policy], reason: 'denied' },
    'an unread policy may deny what another grants': {
      on: roleWith([named], { ...inline(allow('iam:PassRole')), ...attached(own('unread')) }),
      hidden: [policy],
      reason: 'denied',
    },
    'an inline policy that is no document': {
      on: roleWith([named], { RolePolicyList: [{ PolicyName: 'odd', PolicyDocument: 'odd' }] }),
      reason: 'malformed',
    },
    'an answer without attached policies': {
      on: roleWith([named], { AttachedManagedPolicies: undefined }),
      reason: 'field-missing',
    },
    'a role without a trust': {
      on: roleWith([named], { AssumeRolePolicyDocument: undefined }),
      reason: 'field-missing',
    },
    'its issuer may be that of a cluster': {
      on: roleWith([elsewhere], inline(allow('*'))),
      hidden: [eksCluster],
      reason: 'denied',
    },
    'an issuer that may be a cluster lets every service account in': {
      on: roleWith([named, elsewhere], inline(allow('*'))),
      hidden: [eksCluster],
      reason: 'denied',
    },
  },
  notApplicable: {
    'only instances can take it': {
      on: roleWith([instanceTrust], inline(allow('*'))),
      message: 'its trust lets no pods in',
    },
    'a login that no cluster has for its issuer': {
      on: roleWith([elsewhere], inline(allow('*'))),
      beside: [clusterWith({}, { identity: { oidc: { issuer: `https://${issuer}` } } })],
      message: 'its trust lets no pods in',
    },
    'no service account matches its trust': {
      on: roleWith(
        [webIdentity({ StringEquals: { [sub]: 'nobody' } }, { Principal: { Federated: providerArn } })],
        inline(allow('*')),
      ),
      message: 'its trust lets no pods in',
    },
  },
});
