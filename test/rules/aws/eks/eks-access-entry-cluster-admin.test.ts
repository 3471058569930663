import { expect, it } from 'vitest';
import { accessPolicies } from '#clouds/aws/eks/access-policies/resource';
import rule from '#rules/aws/eks/eks-access-entry-cluster-admin';
import {
  adminArn,
  adminOf,
  adminRole,
  entryWith,
  iamArn,
  policiesOf,
  policyIn,
  wholeAdmin,
  wholly,
} from '../../../support/aws/access.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { gapOn } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';
import { crowds } from './eks-access-entry-cluster-admin.crowds.ts';
import { principals } from './eks-access-entry-cluster-admin.principals.ts';

const known = adminRole();

/** The entry of a role of the account with these policies. */
const holding = (...policies: Parameters<typeof policiesOf>[1] & object) => ({
  on: entryWith(),
  beside: [policiesOf(adminArn, policies), known],
});
const modes = { accessConfig: { authenticationMode: 'API' } } as const;
const fix = { params: { allowedAdmins: [iamArn('role/keeper')] } };
const keeper = adminOf(iamArn('role/keeper'));
const withKeeper = <C extends { readonly beside: readonly unknown[] }>(one: C) => ({
  ...one,
  beside: [...one.beside, ...keeper] as C['beside'],
  ...fix,
});

const cannot = 'it may be the last who administers the whole cluster: allowedAdmins names nobody else who does';
const harmless = 'No admin policy that it was given reaches the whole cluster.';
const named = 'Policy names it among the admins.';
const whole = 'It holds AmazonEKSClusterAdminPolicy in the whole cluster';

testRule(rule, {
  pass: {
    ...crowds.pass,
    'groups of your own are judged where they are bound': {
      on: entryWith(adminArn, { kubernetesGroups: ['ops'] }),
      beside: [policiesOf(adminArn, [])],
      message: harmless,
    },
    'weaker policies in the whole cluster are judged by another rule': {
      ...holding(policyIn('AmazonEKSEditPolicy'), policyIn('AmazonEKSAdminViewPolicy')),
      message: harmless,
    },
    "the provider's own policies": {
      ...holding(
        ...[
          'AmazonEKSAutoNodePolicy',
          'AmazonEKSComputeClusterPolicy',
          'AmazonEKSACKPolicy',
          'AmazonEKSArgoCDPolicy',
        ].map((name) => policyIn(name)),
      ),
      message: harmless,
    },
    'a policy of IAM that is called alike': {
      ...holding({ ...wholly, policyArn: 'arn:aws:iam::aws:policy/AmazonEKSClusterAdminPolicy' }),
      message: harmless,
    },
    'admin policies in namespaces from which the cluster is not had': {
      ...holding(policyIn('AmazonEKSAdminPolicy', ['shop', 'kube-public', 'dev-*'])),
      message: harmless,
    },
    'a role that AWS uses for a service': {
      ...wholeAdmin(iamArn('role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS')),
      message: harmless,
    },
    'an admin that policy names exactly': {
      ...wholeAdmin(adminArn),
      params: { allowedAdmins: [adminArn] },
      message: named,
    },
    'an admin that policy names by a pattern, be it a user': {
      ...wholeAdmin(iamArn('user/ada')),
      params: { allowedAdmins: ['arn:aws:iam::*:user/a*'] },
      message: named,
    },
  },
  fail: {
    ...crowds.fail,
    ...principals.fail,
    'a role that administers the cluster': { ...wholeAdmin(adminArn), message: `${whole}.`, cannot },
    'a role that people assume; another admin, whom policy names, stays': {
      ...withKeeper(holding(wholly)),
      message: `${whole}.`,
    },
    'the other admin policy, in another partition': {
      ...withKeeper(holding(policyIn('AmazonEKSAdminPolicy', undefined, 'aws-us-gov'))),
      message: 'It holds AmazonEKSAdminPolicy in the whole cluster.',
    },
    'every namespace, and the plan leaves the other policies': {
      ...holding(policyIn('AmazonEKSViewPolicy'), policyIn('AmazonEKSAdminPolicy', ['shop', '*'])),
      message: 'It holds AmazonEKSAdminPolicy in every namespace.',
    },
    'kube-system': {
      ...holding(policyIn('AmazonEKSClusterAdminPolicy', ['shop', 'kube-system'])),
      message: 'It holds AmazonEKSClusterAdminPolicy in kube-system.',
    },
    'kube-system by a pattern': {
      ...holding(policyIn('AmazonEKSAdminPolicy', ['kube-*'])),
      message: 'It holds AmazonEKSAdminPolicy in kube-system.',
    },
    'both policies, and the plan takes both': {
      ...withKeeper(holding(policyIn('AmazonEKSAdminPolicy', ['*']), wholly)),
      message: 'It holds AmazonEKSAdminPolicy in every namespace.',
    },
    'the one who stays has to administer the whole cluster': {
      ...holding(wholly),
      beside: [
        known,
        policiesOf(adminArn, [wholly]),
        entryWith(iamArn('role/keeper')),
        policiesOf(iamArn('role/keeper'), [policyIn('AmazonEKSClusterAdminPolicy', ['*'])]),
      ],
      ...fix,
      message: `${whole}.`,
      cannot,
    },
    'the weaker of the two policies does not administer all': {
      ...holding(wholly),
      beside: [
        known,
        policiesOf(adminArn, [wholly]),
        entryWith(iamArn('role/keeper')),
        policiesOf(iamArn('role/keeper'), [policyIn('AmazonEKSAdminPolicy')]),
      ],
      ...fix,
      message: `${whole}.`,
      cannot,
    },
    'the one who stays has to be named by policy': {
      ...withKeeper(holding(wholly)),
      params: {},
      message: `${whole}.`,
      cannot,
    },
    'a policy without a scope hides no other': {
      ...withKeeper(holding({ policyArn: wholly.policyArn }, wholly)),
      message: `${whole}.`,
    },
  },
  unknown: {
    ...crowds.unknown,
    ...principals.unknown,
    'the policies of the entry were refused': {
      ...wholeAdmin(adminArn),
      gaps: [gapOn(accessPolicies, 'aws:111122223333:eu-west-1', `${entryWith().id}/policies`)],
      beside: [],
      reason: 'denied',
      message: 'eks:ListAssociatedAccessPolicies was refused.',
    },
    'no answer holds them': {
      on: entryWith(),
      reason: 'not-found',
      message: `No answer holds the access policies of ${adminArn}.`,
    },
    'the files do not hold them': { on: entryWith(), folder: 'shop', reason: 'not-in-files' },
    'an entry without its cluster': {
      on: entryWith(adminArn, { clusterName: undefined }),
      reason: 'field-missing',
      message: 'The answer has no clusterName.',
    },
    'an entry without its principal': {
      on: entryWith(adminArn, { principalArn: undefined }),
      reason: 'field-missing',
      message: 'The answer has no principalArn.',
    },
    'an answer without the list': {
      on: entryWith(),
      beside: [policiesOf(adminArn, undefined)],
      reason: 'field-missing',
    },
    'a policy without its ARN': { ...holding({ accessScope: wholly.accessScope }), reason: 'field-missing' },
    'an admin policy without its scope': { ...holding({ policyArn: wholly.policyArn }), reason: 'field-missing' },
    'an admin policy in namespaces that are not told': {
      ...holding({ ...wholly, accessScope: { type: 'namespace' } }),
      reason: 'field-missing',
    },
    'an entry without a type': {
      on: entryWith(adminArn, { type: undefined }),
      beside: [policiesOf(adminArn, [])],
      reason: 'field-missing',
      message: 'The answer has no type.',
    },
  },
  notApplicable: {
    'a cluster that the ConfigMap alone opens': {
      on: clusterWith({}, { accessConfig: { authenticationMode: 'CONFIG_MAP' } }),
      message: 'the aws-auth ConfigMap alone grants access',
    },
    'a cluster from before access entries': {
      on: clusterWith({}),
      message: 'the aws-auth ConfigMap alone grants access',
    },
    'a registered cluster': {
      on: clusterWith({}, { ...modes, connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
    ...Object.fromEntries(
      ['EC2', 'EC2_LINUX', 'EC2_WINDOWS', 'FARGATE_LINUX', 'HYBRID_LINUX', 'HYPERPOD_LINUX'].map((type) => [
        `nodes of the type ${type}`,
        {
          on: entryWith(adminArn, { type }),
          beside: [policiesOf(adminArn, [])],
          message: 'it has the rights of a node, which EKS gives it',
        },
      ]),
    ),
  },
});

it('there is no plan while its policies are not known', () => {
  expect(judgedBy(rule, entryWith()).plan()).toEqual({
    cannot: 'No answer holds the access policies of arn:aws:iam::111122223333:role/admin.',
  });
});
