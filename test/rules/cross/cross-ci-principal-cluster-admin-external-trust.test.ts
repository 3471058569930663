import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import rule from '#rules/cross/cross-ci-principal-cluster-admin-external-trust';
import { clusterWith } from '../../support/aws/eks.ts';
import { entryWith, policiesOf, policyIn, wholly } from '../../support/aws/access.ts';
import { from, gitHub, like, providerOf, under } from '../../support/aws/ci-trust.ts';
import { encoded, roleArn, roleWith } from '../../support/aws/iam.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { clusterBindingWith, clusterRoleWith, everything } from '../../support/kubernetes/rbac.ts';
import { testRule } from '../../support/test-rule.ts';

const exact = 'repo:shop/orders:ref:refs/heads/main';
const anybody = like('repo:*').on;
const owner = like('repo:shop/*').on;
const project = like('repo:shop/orders:*').on;
const entry = entryWith(roleArn);
const policies = (...held: readonly ReturnType<typeof policyIn>[]) => [entry, policiesOf(roleArn, held)];
const admin = policies(wholly);
const ofAnybody = `Tokens of anybody of ${gitHub} may assume it: repo:*.`;
const ofOwner = `Projects that are not named of ${gitHub} may assume it: repo:shop/*.`;
const wholeCluster = 'It administers by AmazonEKSClusterAdminPolicy in the whole cluster of shop.';
const named = 'Its trust names the repositories whose pipelines may assume it.';

const grouped = [entryWith(roleArn, { kubernetesGroups: ['deployers'] }), policiesOf(roleArn, [])];
const byUser = (username: string) => [entryWith(roleArn, { username }), policiesOf(roleArn, [])];
const bound = clusterBindingWith('deploy', ['Group:deployers']);
const byBinding = `${ofAnybody} It administers by the binding deploy of Group:deployers.`;

const shop = clusterWith({}, { accessConfig: { authenticationMode: 'API' } });
const open = [from(providerOf(gitHub), { StringLike: { [`${gitHub}:sub`]: 'repo:*' } })];
const allowing = (Action: readonly string[]) =>
  roleWith(open, {
    RolePolicyList: [{ PolicyName: 'deploy', PolicyDocument: encoded([{ Effect: 'Allow', Action, Resource: '*' }]) }],
  });
const params = { allowedSubjects: { [roleArn]: [exact] } };
const cannot = `allowedSubjects names no pipelines for ${roleArn}`;

testRule(rule, {
  pass: {
    'the repository is named, with any branch': { on: project, beside: admin, message: named },
    'the branch is named': { on: like(exact).on, beside: admin, message: named },
    'the repository is named, whatever is known of clusters': {
      on: project,
      hidden: [accessEntry],
      message: named,
    },
    'it is in no cluster': { on: anybody, beside: [shop] },
    'it may make entries, and give them no rights': {
      on: allowing(['eks:CreateAccessEntry']),
      beside: [shop],
    },
    'it may make itself one where there is no cluster': { on: allowing(['eks:*']) },
    'it only looks': { on: anybody, beside: policies(policyIn('AmazonEKSViewPolicy')) },
    'it administers some namespaces': { on: anybody, beside: policies(policyIn('AmazonEKSAdminPolicy', ['shop'])) },
    'its group may do little': {
      on: anybody,
      beside: [
        ...grouped,
        clusterBindingWith('deploy', ['Group:deployers'], { role: 'view' }),
        clusterRoleWith('view', []),
      ],
    },
    'a group of the same name in another cluster': {
      on: anybody,
      beside: [...grouped, clusterBindingWith('deploy', ['Group:deployers'], { cluster: clusters.gke })],
    },
    'a user name that holds the name of the session': {
      on: anybody,
      beside: [...byUser('pipeline-{{SessionName}}'), clusterBindingWith('deploy', ['User:pipeline-{{SessionName}}'])],
    },
  },
  fail: {
    'tokens of anybody, and all of a cluster': {
      on: anybody,
      beside: admin,
      params,
      message: `${ofAnybody} ${wholeCluster}`,
    },
    'the organisation is named, and no repository': {
      on: owner,
      beside: admin,
      params,
      message: `${ofOwner} ${wholeCluster}`,
      grade: 'high',
    },
    'no test of the subject at all': {
      ...under(),
      beside: admin,
      params,
      message: `Tokens of anybody of ${gitHub} may assume it: no test limits ${gitHub}:sub. ${wholeCluster}`,
    },
    'it edits what runs everywhere': {
      on: anybody,
      beside: policies(policyIn('AmazonEKSEditPolicy')),
      params,
      message: `${ofAnybody} It administers by AmazonEKSEditPolicy in the whole cluster of shop.`,
    },
    'a binding of its group': { on: anybody, beside: [...grouped, bound], params, message: byBinding },
    'a binding to a role that allows everything': {
      on: anybody,
      beside: [
        ...grouped,
        clusterBindingWith('deploy', ['Group:deployers'], { role: 'all' }),
        clusterRoleWith('all', [everything]),
      ],
      params,
      message: byBinding,
    },
    'a binding of its user': {
      on: anybody,
      beside: [...byUser('pipeline'), clusterBindingWith('deploy', ['User:pipeline'])],
      params,
      message: `${ofAnybody} It administers by the binding deploy of User:pipeline.`,
    },
    'an issuer that policy calls shared': {
      ...like('*', 'ci.example.com'),
      beside: admin,
      params: { ...params, sharedIssuers: ['ci.example.com'] },
      message: `Tokens of anybody of ci.example.com may assume it: *. ${wholeCluster}`,
    },
    'its policies let it make itself one': {
      on: allowing(['eks:CreateAccessEntry', 'eks:AssociateAccessPolicy']),
      beside: [shop],
      params,
      message: `${ofAnybody} It administers by rights to make itself an administrator of shop.`,
    },
    'it administers the account': {
      on: roleWith(open, {
        AttachedManagedPolicies: [
          { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', PolicyName: 'AdministratorAccess' },
        ],
      }),
      beside: [shop],
      params,
      message: `${ofAnybody} It administers by rights to make itself an administrator of shop.`,
    },
    'policy names no pipelines for it': {
      on: anybody,
      beside: admin,
      message: `${ofAnybody} ${wholeCluster}`,
      cannot,
    },
    'of two statements one is open': {
      on: roleWith([
        from(providerOf(gitHub), { StringEquals: { [`${gitHub}:sub`]: exact } }),
        from(providerOf(gitHub), { StringLike: { [`${gitHub}:sub`]: 'repo:*' } }),
      ]),
      beside: admin,
      params,
      message: `${ofAnybody} ${wholeCluster}`,
    },
  },
  unknown: {
    'a test of another claim, which may leave few': {
      on: like('repo:*', gitHub, { StringEquals: { [`${gitHub}:repository_owner`]: 'shop' } }).on,
      beside: admin,
      reason: 'malformed',
      message: `What its test of ${gitHub}:repository_owner leaves of the tokens of ${gitHub} is not judged.`,
    },
    'whose tokens come in is not known': {
      on: like('team:*').on,
      beside: admin,
      reason: 'malformed',
    },
    'a cluster heeds aws-auth, which is not read': {
      on: anybody,
      beside: [clusterWith({}, { accessConfig: { authenticationMode: 'API_AND_CONFIG_MAP' } })],
      reason: 'outside',
      message: 'The aws-auth ConfigMap of shop may let it in, and is not read.',
    },
    'an old cluster, which knows aws-auth alone': {
      on: anybody,
      beside: [clusterWith({}, { accessConfig: undefined })],
      reason: 'outside',
    },
    'policies that were not read': {
      on: roleWith(open, {
        AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::111122223333:policy/deploy', PolicyName: 'deploy' }],
      }),
      beside: [shop],
      reason: 'not-found',
    },
    'entries that were not read': { on: anybody, hidden: [accessEntry], reason: 'denied' },
    'an entry whose policies were not read': { on: anybody, beside: [entry], reason: 'not-found' },
    'bindings that were not read': { on: anybody, beside: grouped, hidden: [clusterRoleBinding], reason: 'denied' },
    'a trust that is no document': {
      on: roleWith([], { AssumeRolePolicyDocument: 'nothing' }),
      beside: admin,
      reason: 'malformed',
    },
  },
  notApplicable: {
    'nobody shares the issuer': {
      ...like('*', 'oidc.eks.eu-west-1.amazonaws.com/id/A1'),
      beside: admin,
      message: 'it trusts no issuer that many share',
    },
  },
});
